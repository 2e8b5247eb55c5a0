/// What kind of site a visit came from.
enum SourceCategory: Hashable, Sendable {
    case search
    case social
    case video
    case shopping

    /// The category of a source: a host (`www.google.co.uk`) or a name (`google`); nil for any other site.
    ///
    /// - Parameter source: In lower case.
    static func of(_ source: String) -> SourceCategory? {
        if let category = hosts[source] { return category }
        let labels = source.split(separator: ".")
        // Each ending of the host, from the longest, so that `shopping.google.com` is not taken for `google.com`.
        for start in labels.indices.dropLast(1) {
            if let category = hosts[labels[start...].joined(separator: ".")] { return category }
        }
        // Search engines and shops have a domain in each country: `google.co.uk`, `amazon.de`.
        let brand = labels.count >= 2 ? brandLabel(labels) : labels.first
        return brand.flatMap { brands[String($0)] }
    }

    /// The short name of a search engine, as sources of organic search are called: `google`.
    static func engine(_ host: String) -> String {
        let labels = host.split(separator: ".")
        guard labels.count >= 2, let label = brandLabel(labels) else { return host }
        return String(label)
    }

    /// The label before the public suffix: the last but one, or the one before `co.uk` and its like.
    private static func brandLabel(_ labels: [Substring]) -> Substring? {
        let isSecondLevel = labels.count >= 3 && ["co", "com", "org", "net", "ne"].contains(labels[labels.count - 2])
        return labels[labels.count - (isSecondLevel ? 3 : 2)]
    }

    private static let brands: [String: SourceCategory] = {
        var brands: [String: SourceCategory] = [:]
        for name in [
            "google", "bing", "yahoo", "duckduckgo", "baidu", "yandex", "ecosia", "qwant", "startpage", "naver",
            "seznam", "ask", "aol", "sogou", "so", "mojeek", "swisscows", "kagi", "presearch", "metager", "lycos",
        ] {
            brands[name] = .search
        }
        for name in ["amazon", "ebay", "etsy", "alibaba", "aliexpress", "walmart", "shopify", "idealo", "mercadolibre"]
        {
            brands[name] = .shopping
        }
        for name in [
            "facebook", "instagram", "linkedin", "twitter", "pinterest", "reddit", "tumblr", "snapchat", "tiktok",
            "whatsapp", "telegram", "threads", "mastodon", "weibo", "quora", "discord", "fb", "ig", "vk", "xing",
        ] {
            brands[name] = .social
        }
        for name in ["youtube", "vimeo", "twitch", "dailymotion", "netflix", "disneyplus", "hulu", "wistia"] {
            brands[name] = .video
        }
        return brands
    }()

    private static let hosts: [String: SourceCategory] = [
        "search.brave.com": .search, "shopping.google.com": .shopping, "news.ycombinator.com": .social,
        "t.co": .social, "x.com": .social, "lnkd.in": .social, "t.me": .social, "bsky.app": .social,
        "mastodon.social": .social, "out.reddit.com": .social, "l.facebook.com": .social, "youtu.be": .video,
        "groups.google.com": .social,
    ]
}
