/// Where a list goes on: the key of the last entry of a page, in an opaque text.
struct SchedulePageToken: Hashable, Sendable {
    let key: ScheduleKey

    /// The text on the wire. Keys hold no `/`, and the text is turned about so that nobody writes it by hand.
    var text: String { String(HexadecimalText(Array("\(key.group)/\(key.name)".utf8))) }

    init(_ key: ScheduleKey) {
        self.key = key
    }

    /// - Throws: ``SchedulerError/validation(_:)`` when it is none.
    init(_ text: String) throws(SchedulerError) {
        let parts = HexadecimalText(text).map { String(decoding: $0.bytes, as: UTF8.self) }?
            .split(separator: "/", omittingEmptySubsequences: false)
        guard let parts, parts.count == 2 else { throw .validation("Invalid nextToken.") }
        key = ScheduleKey(group: String(parts[0]), name: String(parts[1]))
    }
}
