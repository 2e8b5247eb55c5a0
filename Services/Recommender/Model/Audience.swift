import EventCollection

/// Some of those who deal with items, among whom other items may be popular than among all: a segment.
struct Audience: Hashable, Sendable {
    /// By what they belong together.
    enum Kind: String, CaseIterable, Sendable {
        /// What they look at the shop with.
        case device
        /// The language that their browser prefers, without the country.
        case language
        /// As `shop-science` groups customers.
        case customers
    }

    let kind: Kind
    let name: String

    private static let longestName = 64

    private init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }

    /// - Returns: nil for a language that is none.
    init?(language tag: String) {
        let language = tag.prefix { $0.isASCII && $0.isLetter }.lowercased()
        guard (2...3).contains(language.count) else { return nil }
        self.init(kind: .language, name: language)
    }

    init(userAgent: String) { self.init(kind: .device, name: UserAgentFacts.device(of: userAgent).rawValue) }

    /// - Parameter segment: What `shop-science` calls it.
    init(customers segment: String) {
        self.init(kind: .customers, name: String(segment.prefix(Self.longestName)))
    }

    /// As it is asked for and kept: the kind, a colon, the name.
    var text: String { "\(kind.rawValue):\(name)" }

    /// Reads what ``text`` says; nil for what says no segment.
    init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
        switch kind {
        case .device:
            guard let device = UserAgentFacts.Device(rawValue: String(parts[1])) else { return nil }
            self.init(kind: .device, name: device.rawValue)
        case .language: self.init(language: String(parts[1]))
        case .customers: self.init(customers: String(parts[1]))
        }
    }
}
