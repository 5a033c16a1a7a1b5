/**
 * widget loader: the launcher's and panel's looks, inside a shadow root.
 *
 * `!important` on :host wins over anything the page says about our element; a constructed sheet needs
 * no `style-src` from the page's CSP.
 */
export const style = `:host{all:initial!important;position:fixed!important;inset:0!important;z-index:2147483000!important;pointer-events:none!important}
*{box-sizing:border-box;pointer-events:auto}
button{all:unset;box-sizing:border-box;position:absolute;bottom:max(16px,env(safe-area-inset-bottom));display:flex;align-items:center;gap:10px;min-height:56px;padding:0 20px;font:600 16px/1.2 system-ui,sans-serif;cursor:pointer;box-shadow:0 4px 18px #0004}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #000}
button i{display:none;width:12px;height:12px;border-radius:50%;background:#d92d20;border:2px solid #fff;position:absolute;top:-2px;inset-inline-end:6px}
button.new i{display:block}
button:before{content:'';width:20px;height:20px;flex:none;border:2px solid;border-radius:50% 50% 50% 3px}
.right{right:max(16px,env(safe-area-inset-right))}.left{left:max(16px,env(safe-area-inset-left))}
section{position:absolute;bottom:88px;width:400px;height:min(700px,100vh - 112px);border-radius:16px;overflow:hidden;background:#fbfaf7;box-shadow:0 12px 48px #0005}
iframe{border:0;width:100%;height:100%;display:block;color-scheme:light dark}
p{margin:24px;font:16px/1.5 system-ui,sans-serif;color:#1e2422}
.sheet{left:0;right:0;bottom:auto;width:100%;border-radius:16px 16px 0 0}
.sheet:before{content:'';position:fixed;inset:0;background:#0006;z-index:-1}
.full{border-radius:0}
.sheet:not([hidden])~button{visibility:hidden}
@keyframes in{from{opacity:0}}
@media(prefers-reduced-motion:no-preference){iframe{animation:in .14s}}
@media(prefers-color-scheme:dark){section{background:#191e1d}p{color:#eceae4}}
@media(forced-colors:active){button,section{border:2px solid ButtonText}}
@media print{:host{display:none!important}}`;
