package import MeshCore

/// How a site's events become rows: data, with a version that every row carries, so that the same events by the same
/// version are the same rows whenever they are made.
package struct ProcessingRules: Sendable {
    /// Counted up with each change; 1 or more.
    package let version: Int64
    /// The site's own hosts, which are no sources of traffic.
    let ownDomains: Set<String>
    let enrichment: Enrichment
    let scrubbing: ScrubbingRules
    let filters: [FilterRule]
    let channels: [ChannelRule]
    let dimensions: [DimensionRule]
    let goals: [GoalRule]
    /// What reports take for one visit.
    package let sessions: SessionRules
    /// The document as it was read.
    package let json: JSONValue

    /// What is added to an event.
    struct Enrichment: Hashable, Sendable {
        /// Browser, system and device from the user agent.
        var userAgent = true
        /// Source and medium from campaign and referrer, and their channel.
        var campaign = true
        /// Country, region and city from the network.
        var geography = true
    }

    /// The rules of a site that has made none: enrichment, and e-mail addresses and card numbers scrubbed.
    package static let standard: ProcessingRules = {
        do {
            return try ProcessingRules(json: ["version": 1])
        } catch {
            preconditionFailure("the standard rules are wrong: \(error)")
        }
    }()

    /// Reads a document.
    ///
    /// - Throws: ``InvalidFields`` with each field that is wrong.
    package init(json: JSONValue) throws(InvalidFields) {
        var reader = RulesReader()
        let shape = Self.schema.validate(json)
        guard shape.isEmpty else { throw InvalidFields(shape) }
        version = json["version"]?.intValue ?? 1
        ownDomains = Set((json["ownDomains"]?.arrayValue ?? []).compactMap(\.stringValue).map { $0.lowercased() })
        let told = json["enrichment"] ?? .null
        enrichment = Enrichment(
            userAgent: told["userAgent"]?.boolValue ?? true, campaign: told["campaign"]?.boolValue ?? true,
            geography: told["geography"]?.boolValue ?? true)
        scrubbing = ScrubbingRules(json: json["scrubbing"] ?? .null)
        filters = reader.filters(json["filters"])
        channels = reader.channels(json["channels"])
        dimensions = reader.dimensions(json["dimensions"])
        goals = reader.goals(json["goals"])
        sessions = SessionRules(json: json["sessions"] ?? .null)
        self.json = json
        guard reader.errors.isEmpty else { throw InvalidFields(reader.errors) }
    }

    /// What does not count for what events come to, as long as that is all that differs (``RecordOutline``): no rule looks at it. Nil when
    /// one looks at what always differs.
    ///
    /// - Parameter hasGeography: Whether networks tell where visitors are.
    package func apart(hasGeography: Bool) -> RecordOutline.Apart? {
        let conditions = filters.map(\.condition) + channels.map(\.condition) + goals.map(\.condition)
        let columns = (conditions.map(\.columns) + dimensions.map(\.columns)).reduce(into: Set()) { $0.formUnion($1) }
        guard columns.isDisjoint(with: RecordOutline.eventColumns) else { return nil }
        if columns.isDisjoint(with: RecordOutline.clientColumns) { return .client }
        return hasGeography ? .nothing : .network
    }
}
