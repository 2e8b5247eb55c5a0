/// A property by which reports group and filter, under the name that Plausible's Stats API v2 gives it.
package struct Dimension: Hashable, Sendable, Comparable {
    /// `visit:source`, `event:page`, `event:props:plan`.
    package let name: String
    package let scope: DimensionScope

    /// Takes a known name, or `event:props:` with a property of the site's own; nil for all else.
    package init?(_ name: String) {
        if Self.eventNames.contains(name)
            || (name.hasPrefix(Self.ownPrefix) && name.utf8.count > Self.ownPrefix.utf8.count)
        {
            scope = .event
        } else if Self.visitNames.contains(name) {
            scope = .visit
        } else {
            return nil
        }
        self.name = name
    }

    private init(known name: StaticString, _ scope: DimensionScope) {
        self.name = "\(name)"
        self.scope = scope
    }

    /// Whether it is a property that the site sends itself.
    package var isOwn: Bool { name.hasPrefix(Self.ownPrefix) }

    /// Whether it makes less than a visit of what it groups: all of events but where they happened.
    package var dividesVisits: Bool { scope == .event && self != .page && self != .hostname }

    package static let page = Dimension(known: "event:page", .event)
    package static let hostname = Dimension(known: "event:hostname", .event)
    package static let eventName = Dimension(known: "event:name", .event)
    /// An event may have reached several.
    package static let goal = Dimension(known: "event:goal", .event)
    package static let source = Dimension(known: "visit:source", .visit)
    package static let channel = Dimension(known: "visit:channel", .visit)
    package static let entryPage = Dimension(known: "visit:entry_page", .visit)
    package static let exitPage = Dimension(known: "visit:exit_page", .visit)
    package static let entryHostname = Dimension(known: "visit:entry_page_hostname", .visit)
    package static let exitHostname = Dimension(known: "visit:exit_page_hostname", .visit)

    /// What tells one campaign from another.
    package static let campaign: [Dimension] = [
        source, Dimension(known: "visit:utm_source", .visit), Dimension(known: "visit:utm_medium", .visit),
        Dimension(known: "visit:utm_campaign", .visit), Dimension(known: "visit:utm_content", .visit),
        Dimension(known: "visit:utm_term", .visit),
    ]

    /// What answers say where an event or a visit has no such property, and what filters find it by.
    package static let none = "(none)"

    package static func < (left: Dimension, right: Dimension) -> Bool { left.name < right.name }

    private static let ownPrefix = "event:props:"
    private static let eventNames: Set<String> = ["event:page", "event:hostname", "event:name", "event:goal"]
    private static let visitNames: Set<String> = [
        "visit:source", "visit:channel", "visit:referrer", "visit:utm_medium", "visit:utm_source",
        "visit:utm_campaign", "visit:utm_content", "visit:utm_term", "visit:device", "visit:browser",
        "visit:browser_version", "visit:os", "visit:os_version", "visit:country", "visit:region", "visit:city",
        "visit:country_name", "visit:region_name", "visit:city_name", "visit:entry_page", "visit:exit_page",
        "visit:entry_page_hostname", "visit:exit_page_hostname",
    ]
}
