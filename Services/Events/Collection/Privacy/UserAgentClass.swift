/// What kind of program a user agent names.
enum UserAgentClass: Hashable, Sendable {
    /// A browser or an app that somebody looks at.
    case viewer
    /// A program that reads pages by itself.
    case bot
    /// A library with which other programs send; on a server it speaks for visitors.
    case library

    /// What bots have in their names, in lower case. A list of words rather than of bots: nearly every one says what it
    /// is, as the robots' own conventions ask.
    private static let botWords = [
        "bot", "crawl", "spider", "slurp", "archiver", "facebookexternalhit", "embedly", "whatsapp/", "preview",
        "headless", "phantomjs", "puppeteer", "playwright", "selenium", "lighthouse", "pagespeed", "gtmetrix",
        "pingdom", "uptime", "monitor", "statuscake", "validator", "scraper", "scrapy", "wget", "feedfetcher",
        "google-inspectiontool", "mediapartners-google", "apis-google", "chatgpt-user", "claude-user",
        "perplexity-user", "bytespider", "nmap", "nikto", "zgrab", "censys", "httrack",
    ]

    /// What libraries' names begin with, in lower case.
    private static let libraryPrefixes = [
        "analytics-", "posthog-", "python", "okhttp", "java/", "apache-httpclient", "go-http-client", "node",
        "axios/", "undici", "got ", "ruby", "faraday", "php", "guzzle", "symfony", "curl/", "libcurl", "dart/",
        "aiohttp", "restsharp", "reqwest", "hyper/", "snowplow", "async-http-client", "dotnet",
    ]

    init(_ userAgent: String) {
        let text = userAgent.lowercased()
        if Self.libraryPrefixes.contains(where: text.hasPrefix) {
            self = .library
        } else if text.isEmpty
            // A make of phones that has the word in its name.
            || Self.botWords.contains(where: text.replacing("cubot", with: "").contains)
        {
            self = .bot
        } else {
            self = .viewer
        }
    }
}
