"""Programs that fetch a link before, or without, anybody clicking it, tried one by one."""

import pytest
from django.test import RequestFactory

from tablee.web.visitors import is_looking_ahead

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML)"
PROGRAMS = {
    "Facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Facebook catalogue": "facebookcatalog/1.0",
    "Meta": "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters)",
    "Meta, asked": "meta-externalfetcher/1.1",
    "X": "Twitterbot/1.0",
    "LinkedIn": "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://linkedin.com)",
    "Slack": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack pictures": "Slack-ImgProxy (+https://api.slack.com/robots)",
    "Discord": "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Telegram": "TelegramBot (like TwitterBot)",
    "WhatsApp and Signal": "WhatsApp/2.24.20.0 A",
    "Mastodon": "Mastodon/4.5.0 (http.rb/5.3.1; +https://mastodon.example/)",
    "Mastodon, before": "http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.example/) Bot",
    "Pleroma": "Pleroma 2.9.0; https://pleroma.example <admin@pleroma.example>",
    "Akkoma": "Akkoma 3.13.2; https://akkoma.example <admin@akkoma.example>",
    "Misskey": "Misskey/2025.1.0 (https://misskey.example)",
    "Misskey summaries": "SummalyBot/5.1.0",
    "Sharkey": "Sharkey/2025.2.2 (https://sharkey.example)",
    "Firefish": "Firefish/1.0 (https://firefish.example)",
    "Iceshrimp": "Iceshrimp/2023.12 (https://iceshrimp.example)",
    "Lemmy": "Lemmy/0.19.5; +https://lemmy.example",
    "Friendica": "Friendica 'Interrupted Fern' 2024.12; https://friendica.example",
    "GoToSocial": "gotosocial/0.17.3 (+https://gts.example)",
    "Pixelfed": "(Pixelfed/0.12.4; +https://pixelfed.example)",
    "PeerTube": "PeerTube/6.3.3 (+https://peertube.example)",
    "Bluesky": "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
    "Pinterest": "Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)",
    "Google": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Google, inspecting": f"{CHROME} Mobile Safari/537.36 (compatible; Google-InspectionTool/1.0;)",
    "Google, other": f"{CHROME} Mobile Safari/537.36 (compatible; GoogleOther)",
    "Google, reading aloud": f"{CHROME} (compatible; Google-Read-Aloud)",
    "Bing": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Bing previews": "Mozilla/5.0 (Windows NT 6.1) Safari/534+ BingPreview/1.0b",
    "Apple": f"{PHONE} Version/17.4 Safari/605.1.15 (Applebot/0.1)",
    "iMessage": "Mozilla/5.0 (Macintosh) facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "DuckDuckGo": "DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)",
    "Yandex": "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Baidu": "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://baidu.com/search/spider.html)",
    "Naver": "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
    "Qwant": "Mozilla/5.0 (compatible; Qwantbot/1.0; +https://help.qwant.com/bot/)",
    "Iframely": "Iframely/1.3.1 (+https://iframely.com/docs/about)",
    "Embedly": "Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)",
    "Skype and Teams": "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5",
    "Microsoft Office": "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Word 16.0)",
    "VK": "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
    "Reddit": "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)",
    "Snapchat": "Mozilla/5.0 (compatible; Snap URL Preview Service; bot; snapchat)",
    "KakaoTalk": "facebookexternalhit/1.1; kakaotalk-scrap/1.0",
    "Line": "facebookexternalhit/1.1;line-poker/1.0",
    "Flipboard": "Mozilla/5.0 (compatible; FlipboardProxy/1.2; +http://flipboard.com/browserproxy)",
    "Tumblr": "Tumblr/14.0.835.186",
    "Zulip": "Mozilla/5.0 (compatible; ZulipURLPreview/9.0; +https://zulip.example)",
    "Matrix": "Synapse (bot; +https://github.com/matrix-org/synapse)",
    "WordPress": "WordPress/6.7; https://blog.example",
    "OpenAI": "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "ByteDance": "Mozilla/5.0 (Linux; Android 5.0) (compatible; Bytespider)",
    "the Internet Archive": "Mozilla/5.0 (compatible; archive.org_bot)",
    "curl": "curl/8.5.0",
    "wget": "Wget/1.24.5",
    "requests": "python-requests/2.32.3",
    "aiohttp": "Python/3.12 aiohttp/3.11",
    "Go": "Go-http-client/2.0",
    "Rust": "reqwest/0.12",
    "Node": "undici",
    "Node, today": "node",
    "Deno": "Deno/2.1.4",
    "an app of a telephone": "MyApp/1 CFNetwork/1568.200.51 Darwin/24.1.0",
    "an Android app": "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8)",
    "Discourse": "Discourse Forum Onebox v3.4",
    "Rocket.Chat": "Rocket.Chat 7.0",
    "Bridgy Fed": "Bridgy Fed (https://fed.brid.gy/)",
    "OpenAI, asked by somebody": "Mozilla/5.0 (compatible; ChatGPT-User/1.0; +https://openai.com)",
    "Anthropic, asked by somebody": "Mozilla/5.0 (compatible; Claude-User/1.0; +https://x.example)",
    "Mistral, asked by somebody": "Mozilla/5.0 (compatible; MistralAI-User/1.0; +https://x.example)",
    "Meta, searching": "Mozilla/5.0 (compatible; meta-webindexer/1.1; +https://x.example)",
    "Google, favicons": "Mozilla/5.0 (X11; Linux x86_64) Google Favicon",
    "Google, mail pictures": "Mozilla/5.0 (Windows NT 5.1) (via ggpht.com GoogleImageProxy)",
    "Java": "Java/21.0.1",
    "PHP": "GuzzleHttp/7",
    "a browser without a window": f"{CHROME} HeadlessChrome/131.0.0.0 Safari/537.36",
    "whoever does not say": "",
}
PEOPLE = {
    "Firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Chrome": f"{CHROME} Mobile Safari/537.36",
    "Safari": f"{PHONE} Version/18.1 Mobile/15E148 Safari/604.1",
    "Edge": f"{CHROME} Safari/537.36 Edg/131.0.0.0",
    "Samsung": f"{CHROME} SamsungBrowser/27.0 Mobile Safari/537.36",
    "DuckDuckGo": f"{PHONE} Version/18.1 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15",
    "Yandex": f"{CHROME} YaBrowser/24.10.0 Mobile Safari/537.36",
    "inside Facebook": f"{PHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/489.0.0;FBLC/fr_FR]",
    "inside Instagram": f"{PHONE} Mobile/15E148 Instagram 359.0.0 (iPhone15,2; fr_FR)",
    "inside LinkedIn": f"{PHONE} Mobile/15E148 [LinkedInApp]/9.30",
    "inside Pinterest": f"{PHONE} Mobile/15E148 [Pinterest/iOS]",
    "inside Snapchat": f"{PHONE} Mobile/15E148 Snapchat/13.15 (like Safari/8619)",
    "inside Telegram": f"{CHROME} Mobile Safari/537.36 Telegram-Android/11.4.2",
    "inside TikTok": f"{CHROME} Mobile Safari/537.36 trill_370 BytedanceWebview/d8a21c6",
    "inside X": f"{PHONE} Mobile/15E148 Twitter for iPhone/10.70",
    "Opera Mini": "Opera/9.80 (Android; Opera Mini/36.2/119.132; U; fr) Presto/2.12.423",
    "inside Threads": f"{PHONE} Mobile/15E148 Barcelona 360.0.0.0 (iPhone15,2; fr_FR)",
    "inside Naver": f"{PHONE} Mobile/15E148 NAVER(inapp; search; 2000; 12.9)",
}


def asked_by(agent: str):
    return RequestFactory().get("/", headers={"user-agent": agent})


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.conformance("CN-03")
def test_a_program_that_looks_ahead_is_known(program):
    assert is_looking_ahead(asked_by(PROGRAMS[program]))


@pytest.mark.parametrize("person", PEOPLE)
def test_a_person_is_not_taken_for_a_program(person):
    assert not is_looking_ahead(asked_by(PEOPLE[person]))
