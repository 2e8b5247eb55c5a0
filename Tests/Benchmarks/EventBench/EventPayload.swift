/// What events consist of: a JSON text of 256 bytes with the event's number in it, which is found again in whatever
/// carries it.
enum EventPayload {
    private static let mark = UInt8(ascii: "@")
    private static let digits = 9
    static let length = 256

    /// The payload of an event.
    static func bytes(of event: Int) -> [UInt8] {
        let number = String(event)
        var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        bytes[0] = UInt8(ascii: "\"")
        bytes[1] = mark
        bytes[length - 1] = UInt8(ascii: "\"")
        for place in 2..<2 + digits { bytes[place] = UInt8(ascii: "0") }
        bytes.replaceSubrange(2 + digits - number.utf8.count..<2 + digits, with: number.utf8)
        return bytes
    }

    /// The numbers of all events in a text.
    ///
    /// - Parameter rest: What follows the last whole number and may be the beginning of one.
    static func events(in bytes: some Collection<UInt8>, rest: inout [UInt8]) -> [Int] {
        var events: [Int] = []
        var left = (rest + bytes)[...]
        rest = []
        while let place = left.firstIndex(of: mark) {
            guard left.distance(from: place, to: left.endIndex) > digits else {
                rest = Array(left[place...])
                return events
            }
            let end = place + 1 + digits
            events.append(left[place + 1..<end].reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) })
            left = left[end...]
        }
        return events
    }
}
