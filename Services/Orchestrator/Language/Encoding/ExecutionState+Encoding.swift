import MeshCore

/// The form in which a state is kept: a version, then its parts in the order of their declaration.
extension ExecutionState {
    private static let version: UInt64 = 1

    /// The state in a compact form of its own, which ``init(decoding:)`` takes.
    package var encoded: [UInt8] {
        var writer = StateWriter()
        writer.write(unsigned: Self.version)
        writer.write(unsigned: UInt64(phase.rawValue))
        writer.write(nextEvent)
        writer.write(nextNumber)
        writer.write(redriveCount)
        writer.write(redriveTime) { $0.write($1.milliseconds) }
        writer.write(input)
        writer.write(timeout) { $0.write($1.number) }
        writer.write(branches) { $0.write($1) }
        writer.write(ready) { $0.write($1.number) }
        return writer.bytes
    }

    /// Reads what ``encoded`` gave.
    package init(decoding bytes: [UInt8]) throws(StateDecodingError) {
        var reader = StateReader(bytes)
        guard try reader.unsigned() == Self.version else { throw reader.failure() }
        guard let phase = ExecutionPhase(rawValue: try reader.byte()) else { throw reader.failure() }
        self.phase = phase
        nextEvent = try reader.number()
        nextNumber = try reader.number()
        redriveCount = try reader.int()
        redriveTime = try reader.optional { reader throws(StateDecodingError) in
            Timestamp(milliseconds: try reader.number())
        }
        input = try reader.payload()
        timeout = try reader.timer()
        branches = try reader.array { reader throws(StateDecodingError) in try reader.branch() }
        ready = try reader.array { reader throws(StateDecodingError) in BranchID(try reader.number()) }
        guard reader.isAtEnd else { throw reader.failure() }
    }
}
