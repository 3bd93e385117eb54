"""The workshop that makes papers: values in, text or bytes out.

It knows no database, no page, no clock and no translation: every moment is a parameter, every word
comes in as text. Importing this package loads none of its libraries.

    token     the signed text inside a ticket's QR code, and new random numbers and codes for it
              TicketToken, TokenError, SigningKey, new_signing_key, sign_token, read_token,
              ticket_address, new_ticket_number, new_ticket_code, new_short_code
    qr        the QR picture as SVG                     qr_svg
    attestation  that somebody took part                AttestationContent, attestations_pdf
    calendar  the calendar file (.ics)                  CalendarEntry, calendar_file
    content   what a ticket says                        TicketContent, TicketLines, ThingToBring
    pdf       papers typeset as PDF/UA; tickets         typeset, ticket_pdf, tickets_pdf
    letter    letters with the way in or a ticket       access_letters_pdf, ticket_letters_pdf
    roster    who is expected, on paper                 RosterContent, RosterGuest, rosters_pdf
    binding   many files of ours bound into one         Binder
    fonts     which letters the print fonts have        missing_letters, replace_missing
    picture   pictures that come in, written anew       clean_png
    seal      small secrets, closed with a key          seal, unseal
"""
