/// What a user agent tells of the browser, the system and the device. User agents lie in well-known ways: nearly each
/// names the browsers that it wants to be taken for, so the more special names are looked for first.
package struct UserAgentFacts: Hashable, Sendable {
    /// What somebody looks at.
    package enum Device: String, Hashable, Sendable, CaseIterable {
        case desktop
        case mobile
        case tablet
        case tv
    }

    var browser: String?
    /// The first number of the version.
    var browserVersion: String?
    var system: String?
    /// The first two numbers of the version.
    var systemVersion: String?
    var device: Device

    /// Marks of browsers and their names; each has its version behind the mark.
    private static let browsers: [(mark: String, name: String)] = [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edge/", "Edge"), ("OPR/", "Opera"),
        ("OPT/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("YaBrowser/", "Yandex Browser"),
        ("Vivaldi/", "Vivaldi"), ("UCBrowser/", "UC Browser"), ("DuckDuckGo/", "DuckDuckGo"), ("Ddg/", "DuckDuckGo"),
        ("MiuiBrowser/", "Mi Browser"), ("HuaweiBrowser/", "Huawei Browser"), ("Whale/", "Whale"),
        ("Instagram ", "Instagram"), ("FBAV/", "Facebook"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("MSIE ", "Internet Explorer"),
    ]

    init(_ userAgent: String) {
        (browser, browserVersion) = Self.browser(userAgent)
        (system, systemVersion) = Self.system(userAgent)
        device = Self.device(userAgent, system: system)
    }

    /// What somebody looks at who sends a user agent.
    package static func device(of userAgent: String) -> Device { device(userAgent, system: system(userAgent).0) }

    private static func browser(_ text: String) -> (String?, String?) {
        for (mark, name) in browsers {
            if let version = number(after: mark, in: text, parts: 1) { return (name, version) }
        }
        if text.contains("Trident/7") { return ("Internet Explorer", "11") }
        if text.contains("Safari/") || text.contains("AppleWebKit/"), text.contains("Mac OS X") {
            return ("Safari", number(after: "Version/", in: text, parts: 1))
        }
        if text.contains("Android"), let version = number(after: "Version/", in: text, parts: 1) {
            return ("Android Browser", version)
        }
        return (nil, nil)
    }

    private static func system(_ text: String) -> (String?, String?) {
        if text.contains("Windows Phone") { return ("Windows Phone", number(after: "Windows Phone ", in: text)) }
        if let version = number(after: "Windows NT ", in: text) { return ("Windows", windows[version] ?? version) }
        if text.contains("iPad") { return ("iPadOS", number(after: "CPU OS ", in: text)) }
        if text.contains("iPhone") || text.contains("iPod") { return ("iOS", number(after: "iPhone OS ", in: text)) }
        if text.contains("Tizen") { return ("Tizen", number(after: "Tizen ", in: text)) }
        if text.contains("Web0S") || text.contains("webOS") { return ("webOS", nil) }
        if text.contains("KAIOS") { return ("KaiOS", number(after: "KAIOS/", in: text)) }
        if text.contains("Android") { return ("Android", number(after: "Android ", in: text, parts: 1)) }
        if text.contains("Mac OS X") { return ("macOS", number(after: "Mac OS X ", in: text)) }
        if text.contains("CrOS") { return ("Chrome OS", nil) }
        if text.contains("Linux") || text.contains("X11") { return ("Linux", nil) }
        return (nil, nil)
    }

    /// Names that Windows gave to versions of its core; 10.0 is 10 and 11, which user agents do not tell apart.
    private static let windows = ["10.0": "10", "6.3": "8.1", "6.2": "8", "6.1": "7", "6.0": "Vista", "5.1": "XP"]

    private static func device(_ text: String, system: String?) -> Device {
        let screens = [
            "SmartTV", "SMART-TV", "Smart TV", "AppleTV", "GoogleTV", "Android TV", "HbbTV", "CrKey", "BRAVIA",
        ]
        if screens.contains(where: text.contains) || system == "webOS" { return .tv }
        if system == "iPadOS" || text.contains("Tablet") || text.contains("Kindle") || text.contains("PlayBook") {
            return .tablet
        }
        if text.contains("Mobile") || text.contains("iPhone") || text.contains("iPod") || system == "KaiOS" {
            return .mobile
        }
        return system == "Android" ? .tablet : .desktop
    }

    /// The version behind a mark: so many numbers with points between them; nil without the mark or a number.
    private static func number(after mark: String, in text: String, parts count: Int = 2) -> String? {
        guard let start = text.firstRange(of: mark)?.upperBound else { return nil }
        let digits = text[start...].prefix { $0.isASCII && $0.isNumber || $0 == "." || $0 == "_" }
        let numbers = digits.split(whereSeparator: { $0 == "." || $0 == "_" }).prefix(count)
        return numbers.isEmpty ? nil : numbers.joined(separator: ".")
    }
}
