/// An estimate of how many different things were seen, in a few kilobytes whatever their number.
///
/// Each hash falls into one of 2^precision registers by its first bits; the register keeps the longest run of zeros seen
/// after them (Flajolet and others, "HyperLogLog", AofA 2007). While few are filled, entries of 25 bits are kept
/// instead, which is smaller and close to exact (Heule and others, "HyperLogLog in Practice", EDBT 2013). The number is
/// read off by Ertl's estimator ("New cardinality estimation algorithms for HyperLogLog sketches", 2017), which needs no
/// table of corrections. The relative standard error is 1.04/√(2^precision): 0.81 % at 14.
///
/// The value depends on the set of what was inserted alone, not on order, repetition, or the merges it came through.
package struct HyperLogLog: Hashable, Sendable {
    package static let precisions = 4...18

    /// The number of bits that choose a register.
    package let precision: Int
    private(set) var form: Form

    enum Form: Hashable, Sendable {
        /// Ascending, one entry a 25-bit index.
        case sparse([HyperLogLogEntry])
        /// One byte a register.
        case dense([UInt8])
    }

    /// - Parameter precision: One of ``precisions``.
    package init(precision: Int = 14) {
        precondition(Self.precisions.contains(precision), "a precision of \(precision) is out of range")
        self.precision = precision
        form = .sparse([])
    }

    init(precision: Int, form: Form) {
        self.precision = precision
        self.form = form
        densifyIfLarge()
    }

    /// Counts something by 64 bits that stand for it alone; they are mixed here, so they need not be random.
    package mutating func insert(_ item: UInt64) {
        let hash = Self.mix(item)
        switch form {
        case .sparse: insertSparse(HyperLogLogEntry(hash: hash))
        case .dense(var registers):
            form = .sparse([])
            Self.raise(&registers, to: HyperLogLogEntry(hash: hash), precision: precision)
            form = .dense(registers)
        }
    }

    /// Counts many things; as if one after another, and faster.
    package mutating func insert(contentsOf items: [UInt64]) {
        switch form {
        case .sparse(let entries):
            if let registers = Self.registers(of: items, after: entries, precision: precision) {
                form = .dense(registers)
            } else {
                let more = items.map { HyperLogLogEntry(hash: Self.mix($0)) }.sorted()
                form = .sparse(HyperLogLogEntry.merging(entries, HyperLogLogEntry.unique(more)))
                densifyIfLarge()
            }
        case .dense(var registers):
            form = .sparse([])
            Self.raise(&registers, by: items, precision: precision)
            form = .dense(registers)
        }
    }

    /// Counts what another sketch of the same precision has counted too.
    package mutating func merge(_ other: HyperLogLog) {
        precondition(precision == other.precision, "sketches of different precisions do not merge")
        switch (form, other.form) {
        case (.sparse(let mine), .sparse(let theirs)):
            form = .sparse(HyperLogLogEntry.merging(mine, theirs))
            densifyIfLarge()
        case (.sparse(let mine), .dense(var registers)):
            for entry in mine { Self.raise(&registers, to: entry, precision: precision) }
            form = .dense(registers)
        case (.dense(var registers), .sparse(let theirs)):
            form = .sparse([])
            for entry in theirs { Self.raise(&registers, to: entry, precision: precision) }
            form = .dense(registers)
        case (.dense(var registers), .dense(let theirs)):
            form = .sparse([])
            Self.raise(&registers, to: theirs)
            form = .dense(registers)
        }
    }

    /// The registers of things and sketches together.
    ///
    /// - Parameter items: Each list without order.
    static func registers(of items: [[UInt64]], _ sketches: [HyperLogLog], precision: Int) -> [UInt8] {
        var registers = [UInt8](repeating: 0, count: 1 << precision)
        for sketch in sketches {
            switch sketch.form {
            case .sparse(let entries): for entry in entries { raise(&registers, to: entry, precision: precision) }
            case .dense(let theirs): raise(&registers, to: theirs)
            }
        }
        for list in items { raise(&registers, by: list, precision: precision) }
        return registers
    }

    /// How many different things were inserted, about.
    package var estimate: Double {
        switch form {
        case .sparse(let entries):
            var counts = [Int](repeating: 0, count: HyperLogLogEntry.greatestRun + 1)
            for entry in entries { counts[entry.run] += 1 }
            counts[0] = (1 << HyperLogLogEntry.indexBits) - entries.count
            return HyperLogLogEstimator.estimate(counts)
        case .dense(let registers):
            var counts = [Int](repeating: 0, count: 64 - precision + 2)
            for register in registers { counts[Int(register)] += 1 }
            return HyperLogLogEstimator.estimate(counts)
        }
    }

    /// The relative standard error of ``estimate`` when it is large.
    package var standardError: Double { 1.04 / Double(1 << precision).squareRoot() }

    /// Entries of four bytes are worth it while they take less than three quarters of the registers.
    static func greatestEntryCount(precision: Int) -> Int { 3 * (1 << precision) / 16 }

    private mutating func insertSparse(_ entry: HyperLogLogEntry) {
        guard case .sparse(var entries) = form else { return }
        form = .sparse([])
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].index < entry.index { low = middle + 1 } else { high = middle }
        }
        if low < entries.count, entries[low].index == entry.index {
            entries[low] = max(entries[low], entry)
        } else {
            entries.insert(entry, at: low)
        }
        form = .sparse(entries)
        densifyIfLarge()
    }

    private mutating func densifyIfLarge() {
        guard case .sparse(let entries) = form, entries.count > Self.greatestEntryCount(precision: precision) else {
            return
        }
        var registers = [UInt8](repeating: 0, count: 1 << precision)
        for entry in entries { Self.raise(&registers, to: entry, precision: precision) }
        form = .dense(registers)
    }

    /// The registers of entries and items, if it is certain that they are too many for entries: as many registers are filled as there are
    /// entries allowed.
    private static func registers(
        of items: [UInt64], after entries: [HyperLogLogEntry], precision: Int
    ) -> [UInt8]? {
        let limit = greatestEntryCount(precision: precision)
        guard entries.count + items.count > limit else { return nil }
        var registers = [UInt8](repeating: 0, count: 1 << precision)
        for entry in entries { raise(&registers, to: entry, precision: precision) }
        raise(&registers, by: items, precision: precision)
        return registers.count { $0 != 0 } > limit ? registers : nil
    }

    private static func raise(_ registers: inout [UInt8], to entry: HyperLogLogEntry, precision: Int) {
        let (index, run) = entry.register(precision: precision)
        if registers[index] < run { registers[index] = run }
    }

    /// Counts many things: a register each, found without an entry between.
    private static func raise(_ registers: inout [UInt8], by items: [UInt64], precision: Int) {
        let items = items.span
        var registers = registers.mutableSpan
        let (rest, shift) = (UInt64(64 - precision), UInt64(precision))
        // Where all of the rest is zero, the run ends behind it.
        let end = UInt64(1) << (shift - 1)
        for place in 0..<items.count {
            let hash = mix(items[place])
            let index = Int(truncatingIfNeeded: hash >> rest)
            let run = UInt8(truncatingIfNeeded: (hash << shift | end).leadingZeroBitCount &+ 1)
            registers[index] = max(registers[index], run)
        }
    }

    /// Register by register the greater one: of thousands of sketches for one report, so many at a time as the processor can.
    private static func raise(_ registers: inout [UInt8], to theirs: [UInt8]) {
        let count = registers.count
        precondition(theirs.count == count, "sketches of one precision have as many registers")
        unsafe registers.withUnsafeMutableBufferPointer { mine in
            unsafe theirs.withUnsafeBufferPointer { theirs in
                // Both have as many elements, as was made sure above.
                for index in 0..<count { unsafe mine[index] = unsafe max(mine[index], theirs[index]) }
            }
        }
    }

    /// Stafford's mixer 13, the end of SplitMix64: each bit of the input turns half of the output's.
    private static func mix(_ item: UInt64) -> UInt64 {
        var mixed = item &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
