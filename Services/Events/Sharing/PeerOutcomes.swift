import EventLog
import NIOCore

/// What became of appended records, as instances tell it to each other: for each a byte that says which, and a number of eight.
enum PeerOutcomes {
    private static let length = 9
    private static let appended: UInt8 = 0
    private static let duplicate: UInt8 = 1
    private static let tooLarge: UInt8 = 2

    /// The outcomes as bytes.
    static func encode(_ outcomes: [AppendOutcome]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(outcomes.count * length)
        for outcome in outcomes {
            switch outcome {
            case .appended(let offset): buffer.writeMultipleIntegers(appended, offset)
            case .duplicate(let offset): buffer.writeMultipleIntegers(duplicate, offset)
            case .tooLarge(let limit): buffer.writeMultipleIntegers(tooLarge, Int64(limit))
            }
        }
        return buffer
    }

    /// Reads them; nil when they are something else, as from another version.
    static func decode(_ buffer: ByteBuffer) -> [AppendOutcome]? {
        var buffer = buffer
        var outcomes: [AppendOutcome] = []
        outcomes.reserveCapacity(buffer.readableBytes / length)
        while buffer.readableBytes > 0 {
            guard let (kind, number) = buffer.readMultipleIntegers(as: (UInt8, Int64).self) else { return nil }
            switch kind {
            case appended: outcomes.append(.appended(offset: number))
            case duplicate: outcomes.append(.duplicate(offset: number))
            case tooLarge: outcomes.append(.tooLarge(limit: Int(number)))
            default: return nil
            }
        }
        return outcomes
    }
}
