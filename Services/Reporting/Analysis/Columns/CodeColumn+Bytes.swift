extension CodeColumn {
    func write(to writer: inout PackedWriter) {
        switch self {
        case .bytes(let codes):
            writer.byte(1)
            writer.append(codes)
        case .shorts(let codes):
            writer.byte(2)
            writer.fixed(contentsOf: codes)
        case .words(let codes):
            writer.byte(4)
            writer.fixed(contentsOf: codes)
        }
    }

    /// - Parameter limit: What every code is less than.
    init(from reader: inout PackedReader, count: Int, below limit: Int) throws(PackedError) {
        switch try reader.byte() {
        case 1: try self.init(.bytes(try reader.fixed(count)), below: limit)
        case 2: try self.init(.shorts(try reader.fixed(count)), below: limit)
        case 4: try self.init(.words(try reader.fixed(count)), below: limit)
        default: throw .malformed("a column's width")
        }
    }

    /// Takes codes if all are less than a limit.
    init(_ codes: CodeColumn, below limit: Int) throws(PackedError) {
        guard codes.count == 0 || Int(codes.greatest) < limit else { throw .malformed("a column's code") }
        self = codes
    }

    private var greatest: UInt32 {
        switch self {
        case .bytes(let codes): Self.greatest(codes)
        case .shorts(let codes): Self.greatest(codes)
        case .words(let codes): Self.greatest(codes)
        }
    }

    /// Many at a time, as the processor can.
    private static func greatest(_ codes: [some FixedWidthInteger & UnsignedInteger]) -> UInt32 {
        let codes = codes.span
        guard codes.count > 0 else { return 0 }
        var greatest = codes[0]
        for row in 1..<codes.count { greatest = Swift.max(greatest, codes[row]) }
        return UInt32(truncatingIfNeeded: greatest)
    }
}
