/**
 * widget loader: the launcher's and panel's looks, inside a shadow root.
 *
 * `!important` on :host wins over anything the page says about our element; a constructed sheet needs
 * no `style-src` from the page's CSP. Nothing moves, so there is no motion to reduce.
 */
export const style =
  ':host{all:initial!important;position:fixed!important;inset:0 env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)!important;z-index:2147483647!important;pointer-events:none!important;color-scheme:light dark!important}' +
  '*{box-sizing:border-box;font:600 16px/1.4 system-ui}' +
  'button{all:unset;min-height:44px;padding:0 20px;cursor:pointer}' +
  'button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #000}' +
  'section,p,button[lang]{position:absolute;bottom:88px;pointer-events:auto;background:Canvas;color:CanvasText;border-radius:16px;box-shadow:0 0 32px #0004}' +
  '.right{right:16px}.left{left:16px}' +
  'button[lang]{bottom:16px;display:flex;align-items:center;gap:8px;min-height:56px}' +
  "button[lang]:before{content:'';width:20px;height:20px;border:2px solid;border-radius:50% 50% 50% 3px}" +
  'i{position:absolute;right:0;top:-6px;min-width:24px;border-radius:16px;background:#c4231b;color:#fff;outline:3px solid #fff;text-align:center}' +
  'output{opacity:0}' +
  'section{width:400px;height:min(700px,100% - 112px);overflow:hidden}' +
  'p{margin:0;padding:12px 20px 0;width:280px}' +
  'p button{display:block;margin:0 -20px}' +
  'iframe{border:0;width:100%;height:100%;display:block}' +
  '.sheet{inset:auto 0;width:auto;border-radius:16px 16px 0 0}' +
  ".sheet:before{content:'';position:fixed;inset:0;background:#0006;z-index:-1}" +
  '.full{border-radius:0}' +
  'i:empty,.sheet:not([hidden])~*{display:none}' +
  '@media(forced-colors:active){button,section,p,i{border:2px solid}}' +
  '@media print{:host{display:none!important}}';
