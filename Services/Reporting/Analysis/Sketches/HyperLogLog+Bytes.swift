extension HyperLogLog {
    /// Appends the sketch: its precision, its form, then ascending differences (sparse) or six bits a register (dense).
    package func write(to writer: inout PackedWriter) {
        writer.byte(UInt8(precision))
        switch form {
        case .sparse(let entries):
            writer.byte(0)
            writer.count(entries.count)
            var previous: UInt32 = 0
            for entry in entries {
                writer.number(UInt64(entry.bits - previous))
                previous = entry.bits
            }
        case .dense(let registers):
            writer.byte(1)
            for start in stride(from: 0, to: registers.count, by: 4) {
                let four = (0..<4).reduce(UInt32(0)) { $0 | UInt32(registers[start + $1]) << UInt32(6 * $1) }
                writer.byte(UInt8(truncatingIfNeeded: four))
                writer.byte(UInt8(truncatingIfNeeded: four >> 8))
                writer.byte(UInt8(truncatingIfNeeded: four >> 16))
            }
        }
    }

    /// Reads a sketch.
    ///
    /// - Throws: ``PackedError`` when the bytes are none that ``write(to:)`` writes.
    package init(from reader: inout PackedReader) throws(PackedError) {
        let precision = Int(try reader.byte())
        guard Self.precisions.contains(precision) else { throw .malformed("a sketch's precision") }
        switch try reader.byte() {
        case 0: self.init(precision: precision, form: .sparse(try Self.entries(&reader, precision: precision)))
        case 1: self.init(precision: precision, form: .dense(try Self.registers(&reader, precision: precision)))
        default: throw .malformed("a sketch's form")
        }
    }

    private static func entries(
        _ reader: inout PackedReader, precision: Int
    ) throws(PackedError) -> [HyperLogLogEntry] {
        let count = try reader.count()
        guard count <= greatestEntryCount(precision: precision) else { throw .malformed("a sparse sketch's size") }
        var entries: [HyperLogLogEntry] = []
        entries.reserveCapacity(count)
        var bits: UInt64 = 0
        for _ in 0..<count {
            let (sum, overflow) = bits.addingReportingOverflow(try reader.number())
            guard !overflow, sum < 1 << UInt64(HyperLogLogEntry.indexBits + 6) else { throw .malformed("an entry") }
            bits = sum
            let entry = HyperLogLogEntry(bits: UInt32(bits))
            guard (1...HyperLogLogEntry.greatestRun).contains(entry.run),
                entries.last.map({ $0.index < entry.index }) ?? true
            else { throw .malformed("a sketch's entry") }
            entries.append(entry)
        }
        return entries
    }

    private static func registers(_ reader: inout PackedReader, precision: Int) throws(PackedError) -> [UInt8] {
        let packed = try reader.take((1 << precision) / 4 * 3)
        var greatest: UInt8 = 0
        let registers = unsafe [UInt8](unsafeUninitializedCapacity: 1 << precision) { registers, filled in
            unsafe packed.withUnsafeBufferPointer { packed in
                // Three bytes of those that were taken give four registers of those that there is room for.
                for group in 0..<(1 << precision) / 4 {
                    let start = 3 * group
                    let four =
                        unsafe UInt32(packed[start]) | UInt32(packed[start + 1]) << 8
                        | UInt32(packed[start + 2]) << 16
                    for place in 0..<4 {
                        let register = UInt8(truncatingIfNeeded: four >> UInt32(6 * place)) & 0x3F
                        greatest = max(greatest, register)
                        unsafe registers[4 * group + place] = register
                    }
                }
            }
            filled = 1 << precision
        }
        guard Int(greatest) <= 64 - precision + 1 else { throw .malformed("a sketch's register") }
        return registers
    }
}
