// Wishes change places when their pictures are dragged; what is sent is the same as by the buttons.
const list = document.querySelector("[data-order]");
const form = document.querySelector("[data-order-form]");

function aim(event) {
  return wishes.find((wish) => {
    const box = wish.getBoundingClientRect();
    const isThere = event.clientX > box.left && event.clientX < box.right;
    return wish !== held && isThere && event.clientY > box.top && event.clientY < box.bottom;
  });
}

function drop() {
  held.classList.remove("is-held");
  held.style.transform = "";
  for (const wish of wishes) wish.classList.remove("is-aim");
  held = null;
}

let held = null;
let from = null;
const wishes = list ? [...list.querySelectorAll("[data-wish]")] : [];
if (wishes.length > 1 && window.PointerEvent) {
  list.classList.add("mine--loose");
  for (const wish of wishes) {
    const grip = wish.querySelector(".md-disc");
    grip.addEventListener("pointerdown", (event) => {
      held = wish;
      from = event;
      grip.setPointerCapture(event.pointerId);
      wish.classList.add("is-held");
      event.preventDefault();
    });
    grip.addEventListener("pointermove", (event) => {
      if (!held) return;
      held.style.transform = `translate(${event.clientX - from.clientX}px, ${event.clientY - from.clientY}px)`;
      const goal = aim(event);
      for (const one of wishes) one.classList.toggle("is-aim", one === goal);
    });
    grip.addEventListener("pointerup", (event) => {
      if (!held) return;
      const goal = aim(event);
      if (goal) {
        form.elements.slot.value = held.dataset.wish;
        form.elements.rank.value = goal.dataset.rank;
        form.submit();
      }
      drop();
    });
    grip.addEventListener("pointercancel", () => held && drop());
  }
}
