import MeshCore

/// Events column by column, what many of them say stored once: how events are kept until their visits are laid out.
package struct EventBatch: Sendable {
    /// What events say of their visits.
    package let visits: [[EventProperty]]
    /// What they say besides.
    package let contents: [EventContent]
    /// In the order in which they came, with numbers of both.
    package let rows: [CodedEvent]

    /// - Parameters:
    ///   - rows: With numbers of the tables.
    ///   - tables: What others say may be in them, too; it is not written.
    package init(_ rows: [CodedEvent], of tables: EventTables) {
        self.init(rows: rows, visits: tables.visits.all, contents: tables.contents.all)
    }

    package init(_ events: [ReportEvent]) {
        var tables = EventTables()
        let rows = events.map { tables.code($0) }
        self.init(rows, of: tables)
    }

    init(rows: [CodedEvent], visits: [[EventProperty]], contents: [EventContent]) {
        self.rows = rows
        self.visits = visits
        self.contents = contents
    }

    /// The events one by one.
    package var events: [ReportEvent] {
        // Few pairs of both stand behind many events, which then share their values.
        var known: [UInt64: [Dimension: String]] = [:]
        return rows.map { row in
            let content = contents[Int(row.content)]
            let pair = UInt64(row.visit) << 32 | UInt64(row.content)
            let values = known[pair] ?? Self.values(visits[Int(row.visit)] + content.properties)
            known[pair] = values
            return ReportEvent(row, content, values: values)
        }
    }

    private static func values(_ properties: [EventProperty]) -> [Dimension: String] {
        Dictionary(properties.map { ($0.dimension, $0.text) }) { first, _ in first }
    }
}
