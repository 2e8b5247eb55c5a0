import MeshCore

/// Applies rules to events: a function of the event, the rules and the file of networks, so that rows can be made again
/// at any time, byte by byte.
///
/// Scrubbing comes first, so that no other rule sees what is a person's; then enrichment, filters, channels, dimensions
/// and goals, each seeing what those before it made.
package struct EventProcessor: Sendable {
    package let rules: ProcessingRules
    private let geography: GeographyTable?
    /// What user agents told, as few of them are behind many events.
    private var known: [String: UserAgentFacts] = [:]
    /// From where visits came, by what told it.
    private var origins: [TrafficClues: TrafficFacts] = [:]

    /// How many user agents and origins are remembered: 10,000 each, some 5 MB.
    private static let knownCount = 10_000

    /// - Parameters:
    ///   - rules: The rules.
    ///   - geography: Where networks are; nil when no file is there. Reprocessing needs the same file.
    package init(rules: ProcessingRules, geography: GeographyTable? = nil) {
        self.rules = rules
        self.geography = geography
    }

    /// Makes the rows of one event.
    package mutating func process(_ event: CollectedEvent) -> ProcessedEvent {
        var steps: [RuleStep]?
        return process(event, noting: &steps)
    }

    /// Makes the rows of one event and tells which rule did what, for rules that are tried before they go live.
    package mutating func preview(_ event: CollectedEvent) -> RulePreview {
        var steps: [RuleStep]? = []
        let outcome = process(event, noting: &steps)
        return RulePreview(event: event, outcome: outcome, steps: steps ?? [])
    }

    private mutating func process(_ event: CollectedEvent, noting steps: inout [RuleStep]?) -> ProcessedEvent {
        var row = ProcessedRow(event, version: rules.version)
        var items = event.items.enumerated().map { ItemRow(place: $0.offset, item: $0.element) }
        var scrubber = RowScrubber(rules.scrubbing)
        scrubber.scrub(&row)
        for place in items.indices { scrubber.scrub(&items[place].row) }
        steps?.append(contentsOf: scrubber.steps)
        enrich(&row, event, noting: &steps)
        for filter in rules.filters where filter.condition.holds(for: row) {
            steps?.append(RuleStep(rule: "filters.\(filter.name)", field: "", effect: filter.effect.rawValue))
            switch filter.effect {
            case .drop: return .dropped(filter: filter.name)
            case .bot: row.set(.traffic, TrafficKind.bot.rawValue)
            case .internal: row.set(.traffic, TrafficKind.internal.rawValue)
            }
        }
        if rules.enrichment.campaign, let channel = rules.channels.first(where: { $0.condition.holds(for: row) }) {
            row.set(.channel, channel.name)
            steps?.append(RuleStep(rule: "channels.\(channel.name)", field: "channel", effect: channel.name))
        }
        for dimension in rules.dimensions where row.dimensions[dimension.name] == nil {
            guard let value = dimension.value(for: row) else { continue }
            row.dimensions[dimension.name] = value
            steps?.append(
                RuleStep(
                    rule: "dimensions.\(dimension.name)", field: "dimensions.\(dimension.name)",
                    effect: value.description))
        }
        for goal in rules.goals where goal.condition.holds(for: row) {
            row.goals.append(goal.name)
            steps?.append(RuleStep(rule: "goals.\(goal.name)", field: "goals", effect: "reached"))
        }
        return .rows([row] + items.map { $0.completed(by: row) })
    }

    private mutating func enrich(
        _ row: inout ProcessedRow, _ event: CollectedEvent, noting steps: inout [RuleStep]?
    ) {
        let before = steps == nil ? nil : row
        if rules.enrichment.userAgent, let userAgent = event.userAgent { row.add(facts(of: userAgent)) }
        if rules.enrichment.campaign { row.add(facts(of: row.trafficClues)) }
        if rules.enrichment.geography,
            let place = event.network.flatMap({ NetworkAddress($0) }).flatMap({ geography?.place(of: $0) })
        {
            row.set(.country, place.country)
            row.set(.region, place.region)
            row.set(.city, place.city)
        }
        guard let before else { return }
        for column in RowColumn.allCases where row[column] != before[column] {
            let effect = row[column]?.stringValue ?? "removed"
            steps?.append(RuleStep(rule: "enrichment", field: column.name, effect: effect))
        }
    }

    private mutating func facts(of clues: TrafficClues) -> TrafficFacts {
        if let facts = origins[clues] { return facts }
        let facts = TrafficFacts(clues, ownDomains: rules.ownDomains)
        if origins.count >= Self.knownCount { origins.removeAll(keepingCapacity: true) }
        origins[clues] = facts
        return facts
    }

    private mutating func facts(of userAgent: String) -> UserAgentFacts {
        if let facts = known[userAgent] { return facts }
        let facts = UserAgentFacts(userAgent)
        if known.count >= Self.knownCount { known.removeAll(keepingCapacity: true) }
        known[userAgent] = facts
        return facts
    }
}
