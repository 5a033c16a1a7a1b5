/**
 * widget loader: the launcher's and panel's looks, inside a shadow root.
 *
 * `!important` on :host wins over anything the page says about our element; a constructed sheet needs
 * no `style-src` from the page's CSP.
 */
export const style = `:host{all:initial!important;position:fixed!important;inset:0!important;z-index:2147483000!important;pointer-events:none!important}
:host([hidden]){display:none!important}
*{box-sizing:border-box;pointer-events:auto}
button{all:unset;box-sizing:border-box;position:absolute;bottom:max(16px,env(safe-area-inset-bottom));display:flex;align-items:center;gap:10px;min-height:56px;padding:0 20px;font:600 16px/1.2 system-ui,sans-serif;cursor:pointer;box-shadow:0 4px 18px #0004;max-width:calc(100vw - 32px)}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #000}
button i{display:none;width:12px;height:12px;border-radius:50%;background:#d92d20;border:2px solid #fff;position:absolute;top:-2px;inset-inline-end:6px}
button.new i{display:block}
svg{flex:none}
.right{right:max(16px,env(safe-area-inset-right))}.left{left:max(16px,env(safe-area-inset-left))}
section{position:absolute;bottom:88px;width:400px;max-width:calc(100vw - 32px);height:min(700px,100vh - 112px);border-radius:16px;overflow:hidden;background:#fbfaf7;box-shadow:0 12px 48px #0005;animation:in .14s ease-out}
section[hidden]{display:none}
iframe{border:0;width:100%;height:100%;display:block;color-scheme:light dark}
p{all:unset;display:block;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1e2422}
.sheet{left:0;right:0;bottom:auto;width:100%;max-width:none;border-radius:16px 16px 0 0;box-shadow:0 0 0 100vmax #0006}
.full{border-radius:0}
.sheet~button{visibility:hidden}
.sheet[hidden]~button{visibility:visible}
@keyframes in{from{opacity:0;transform:translateY(12px)}}
@media(prefers-color-scheme:dark){section{background:#191e1d}p{color:#eceae4}}
@media(prefers-reduced-motion:reduce){section{animation:none}}
@media(forced-colors:active){button,section{border:2px solid ButtonText}}
@media print{:host{display:none!important}}`;
