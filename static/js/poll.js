// For pages that look again by themselves. A look that is cut off, because the page is left, the network is away or the
// server has a fault, is no fault to report: what is shown stays, the next look comes, and the page says how old it is.
// Where a look is led elsewhere or refused, the page goes there itself: to sign in, or to read why nothing is here.
const letGo = (error) => {
  throw new DOMException(error.message, "AbortError");
};
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  ctx.fetch = async (...asked) => {
    const answer = await fetch(...asked).catch(letGo);
    if (answer.redirected || (answer.status >= 400 && answer.status < 500)) location.assign(answer.url);
    if (answer.redirected || !answer.ok) letGo(new Error(answer.statusText));
    const text = answer.text.bind(answer);
    answer.text = () => text().catch(letGo);
    return answer;
  };
});
