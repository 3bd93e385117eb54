// Notes when the camera first shows a ticket, told by a dark strip at the edge of the film, and when the screen has its colour.
window.shown = [];
window.coloured = [];
const play = HTMLVideoElement.prototype.play;
HTMLVideoElement.prototype.play = function () {
  const eye = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  let wasThere = false;
  const look = () => {
    eye.drawImage(this, 4, 240, 1, 1, 0, 0, 1, 1);
    const isThere = eye.getImageData(0, 0, 1, 1).data[0] < 120;
    if (isThere && !wasThere) window.shown.push(performance.now());
    wasThere = isThere;
    this.requestVideoFrameCallback(look);
  };
  this.requestVideoFrameCallback(look);
  return play.call(this);
};
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    if (document.body.className.includes("door--")) requestAnimationFrame(() => window.coloured.push(performance.now()));
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
