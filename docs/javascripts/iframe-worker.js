// A page opened from disk may start no worker, so the search runs in a hidden frame there, which answers in the same words.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(script) {
      super();
      const address = new URL(script, document.baseURI).href;
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.waiting = [];
      window.addEventListener("message", event => {
        if (event.source === this.frame.contentWindow)
          this.dispatchEvent(new MessageEvent("message", { data: event.data }));
      });
      this.frame.addEventListener("load", () => {
        const waiting = this.waiting;
        this.waiting = undefined;
        waiting.forEach(data => this.postMessage(data));
      });
      // Inside, what the worker posts goes to the page; what the page posts arrives as the frame's own messages.
      this.frame.srcdoc =
        `<script>self.postMessage = data => parent.postMessage(data, "*")</script><script src="${address}"></script>`;
      (document.body || document.documentElement).append(this.frame);
    }

    postMessage(data) {
      if (this.waiting) this.waiting.push(data);
      else window.postMessage.call(this.frame.contentWindow, data, "*");
    }

    terminate() {
      this.frame.remove();
    }
  };
}
