import type { Words } from './words.ts';

/** Turkish. A noun after a number stays in the singular. */
export const tr: Words<'one' | 'other'> = {
  frameTitle: 'Sohbet',
  leave: 'Hemen çık',
  leaveHint: 'Buradaki her şeyi siler ve sayfadan çıkar. Esc tuşuna iki kez basmak da olur.',
  menu: 'Diğer',
  minimise: 'Sohbeti küçült',
  teamFallback: 'Ekip',
  here: 'Şu an buradayız',
  away: 'Şu an burada kimse yok',
  connecting: 'Bağlanıyor…',
  noLink: 'Bağlantı yok',
  offline: 'Bağlantı yok. Yazdıkların, internet gelir gelmez gönderilecek.',
  clockWrong: 'Cihazının saati yanlış. Sohbet yine de çalışıyor.',
  storageRefused:
    'Bu tarayıcı hiçbir şeyi saklamıyor. Sayfayı yenilersen dönüş koduna ihtiyacın olacak.',
  privacy: 'İsim yok, numara yok, e-posta yok. Yazdıkların kendi cihazında mühürlenir.',
  how: 'Bunu kim okuyor, sonra ne oluyor?',
  howWho: 'Sana insanlar cevap veriyor: {name}. Makine değil.',
  howSealed:
    'Mesajlarını yalnızca onların cihazları açabilir; ne bu site açabilir ne de aradaki sunucu.',
  howDecide:
    'Ne anlatacağına ve bununla ne yapılacağına sen karar verirsin. İstediğin an bırakabilirsin.',
  howLimits:
    'İnternette kimse tamamen görünmez değildir: Bağlı olduğun sürece sunucu internet adresini görür. Ama kaydetmez.',
  greeting: 'Merhaba, iyi ki geldin. İçinden nasıl geliyorsa öyle yazmaya başla.',
  haveCode: 'Dönüş kodum var',
  message: 'Mesajın',
  placeholder: 'Buraya yaz…',
  send: 'Gönder',
  left: { one: '{n} karakter kaldı', other: '{n} karakter kaldı' },
  over: {
    one: '{n} karakter fazla. Hiçbir şey kaybolmadı: Metni kısalt ya da iki mesaja böl.',
    other: '{n} karakter fazla. Hiçbir şey kaybolmadı: Metni kısalt ya da iki mesaja böl.',
  },
  conversation: 'Konuşma',
  team: 'Ekip',
  stuck: 'Şu an ekibe hiçbir şey ulaşmıyor. Denemeye devam ediyoruz.',
  noReader: 'Bunu okuyabilenler artık ekipte değil. Başka kimseye bir şey gitmez.',
  returned:
    'Tekrar hoş geldin. Yeni cevaplar burada görünür. Daha önce okudukların artık yalnızca ekipte.',
  language: 'Dil',
  taken: 'Bu konuşma başka bir sekmede açık.',
  takeBack: 'Burada devam et',
};
