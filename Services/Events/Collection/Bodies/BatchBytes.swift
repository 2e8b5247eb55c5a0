import MeshCore

/// The bytes of a JSON text that holds many events in an array: where each stands, so that one of them can be kept for
/// itself, byte by byte, inside what stood around the array.
struct BatchBytes {
    private let bytes: [UInt8]
    /// Where each element stands; none when the text has no such array.
    private let elements: [Range<Int>]
    private let opening: Int
    private let closing: Int

    /// Looks for the array in a text that ``JSONValue`` could read.
    ///
    /// - Parameters:
    ///   - bytes: One JSON text.
    ///   - member: The member of the outermost object that is the array; nil when the text itself is the array.
    init(_ bytes: [UInt8], array member: String?) {
        var scanner = JSONScanner(bytes: bytes)
        self.bytes = bytes
        if let found = scanner.array(member) {
            (opening, elements, closing) = found
        } else {
            (opening, elements, closing) = (0, [], 0)
        }
    }

    /// The text with the one element alone in its array; the whole text when it has no array.
    func body(ofElement place: Int) -> [UInt8] {
        guard elements.indices.contains(place) else { return bytes }
        return Array(bytes[...opening] + bytes[elements[place]] + bytes[closing...])
    }
}
