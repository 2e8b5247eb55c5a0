import MeshCore
import ReportAnalysis

/// What series are told apart by: the site, the currency of revenue, and the dimensions of reports.
enum SeriesLabel: Hashable, Sendable {
    case site
    case currency
    case dimension(Dimension)

    /// Takes a label's name: that of a dimension without its scope (`source`, `entry_page`), `event_name` for `event:name`, or
    /// `props_` and the name of a property of the site's own. Nil for all else.
    init?(_ name: String) {
        switch name {
        case "site": self = .site
        case "currency": self = .currency
        case "event_name": self = .dimension(.eventName)
        default:
            let own = name.hasPrefix(Self.ownPrefix) ? "event:props:\(name.dropFirst(Self.ownPrefix.count))" : nil
            let names = own.map { [$0] } ?? ["visit:\(name)"] + (name == "name" ? [] : ["event:\(name)"])
            guard let dimension = names.lazy.compactMap(Dimension.init).first else { return nil }
            self = .dimension(dimension)
        }
    }

    var name: String {
        switch self {
        case .site: "site"
        case .currency: "currency"
        case .dimension(.eventName): "event_name"
        case .dimension(let dimension):
            dimension.isOwn
                ? Self.ownPrefix + dimension.name.dropFirst("event:props:".count)
                : String(dimension.name.split(separator: ":", maxSplits: 1).last ?? "")
        }
    }

    /// All but those of properties of a site's own, which are not listed anywhere.
    static let known: [SeriesLabel] =
        [.site, .currency]
        + [
            "page", "hostname", "event_name", "goal", "source", "channel", "referrer", "utm_medium", "utm_source",
            "utm_campaign", "utm_content", "utm_term", "device", "browser", "browser_version", "os", "os_version",
            "country", "region", "city", "country_name", "region_name", "city_name", "entry_page", "exit_page",
            "entry_page_hostname", "exit_page_hostname",
        ].compactMap { SeriesLabel($0) }

    /// - Throws: ``PromQLError`` that names those that there are.
    static func named(_ name: String, at place: PromQLPlace) throws(PromQLError) -> SeriesLabel {
        if let label = SeriesLabel(name) { return label }
        throw .parse(
            "there is no label \(name): take one of \(known.map(\.name).joined(separator: ", ")), or props_ and a "
                + "property's name", at: place)
    }

    private static let ownPrefix = "props_"
}
