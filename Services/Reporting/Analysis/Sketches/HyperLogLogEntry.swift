/// What a hash is to a sketch while that is sparse: its first 25 bits and the run of zeros after them.
struct HyperLogLogEntry: Hashable, Comparable, Sendable {
    static let indexBits = 25
    /// A hash whose last 39 bits are all zero.
    static let greatestRun = 64 - indexBits + 1

    /// The index in the upper bits, the run in the lower six: entries order by index, then by run.
    let bits: UInt32

    init(bits: UInt32) {
        self.bits = bits
    }

    init(hash: UInt64) {
        let rest = hash << UInt64(Self.indexBits)
        let run = rest == 0 ? Self.greatestRun : rest.leadingZeroBitCount + 1
        bits = UInt32(truncatingIfNeeded: hash >> UInt64(64 - Self.indexBits)) << 6 | UInt32(run)
    }

    var index: Int { Int(bits >> 6) }

    /// The length of the run of zeros and the one behind it; at least 1.
    var run: Int { Int(bits & 0x3F) }

    /// The register of a dense sketch that the hash falls into, and what it raises that to.
    func register(precision: Int) -> (index: Int, run: UInt8) {
        let spare = Self.indexBits - precision
        let low = UInt32(index) & (1 << UInt32(spare) - 1)
        let run = low == 0 ? spare + run : spare - (UInt32.bitWidth - low.leadingZeroBitCount) + 1
        return (index >> spare, UInt8(run))
    }

    /// The union of two ascending lists, with the longer run where both have an index.
    static func merging(_ left: [HyperLogLogEntry], _ right: [HyperLogLogEntry]) -> [HyperLogLogEntry] {
        var result: [HyperLogLogEntry] = []
        result.reserveCapacity(left.count + right.count)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if left[i].index == right[j].index {
                result.append(max(left[i], right[j]))
                i += 1
                j += 1
            } else if left[i] < right[j] {
                result.append(left[i])
                i += 1
            } else {
                result.append(right[j])
                j += 1
            }
        }
        return result + left[i...] + right[j...]
    }

    /// Ascending entries, each index once with its longest run.
    static func unique(_ entries: [HyperLogLogEntry]) -> [HyperLogLogEntry] {
        var result: [HyperLogLogEntry] = []
        result.reserveCapacity(entries.count)
        for entry in entries {
            if let last = result.last, last.index == entry.index { result.removeLast() }
            result.append(entry)
        }
        return result
    }

    static func < (left: HyperLogLogEntry, right: HyperLogLogEntry) -> Bool { left.bits < right.bits }
}
