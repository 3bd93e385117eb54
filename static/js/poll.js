// For pages that look again by themselves: a look that is cut off, because the page is left or the network is away, is
// no fault to report. The next look comes, and the page says how old it is.
const letGo = (error) => {
  throw new DOMException(error.message, "AbortError");
};
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  ctx.fetch = async (...asked) => {
    const answer = await fetch(...asked).catch(letGo);
    const text = answer.text.bind(answer);
    answer.text = () => text().catch(letGo);
    return answer;
  };
});
