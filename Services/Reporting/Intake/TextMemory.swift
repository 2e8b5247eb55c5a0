/// Remembers values by texts. Of texts with the same hash, the last is kept.
struct TextMemory<Value: Sendable>: Sendable {
    private var entries: [UInt64: (bytes: [UInt8], value: Value)] = [:]
    /// Of the texts.
    private(set) var byteCount = 0

    var count: Int { entries.count }

    func value(_ key: TextKey, in text: Span<UInt8>) -> Value? {
        guard let entry = entries[key.hash], key.holds(entry.bytes, in: text) else { return nil }
        return entry.value
    }

    mutating func keep(_ value: Value, under key: TextKey, of text: Span<UInt8>) {
        let bytes = key.bytes(of: text)
        byteCount += bytes.count - (entries[key.hash]?.bytes.count ?? 0)
        entries[key.hash] = (bytes, value)
    }
}
