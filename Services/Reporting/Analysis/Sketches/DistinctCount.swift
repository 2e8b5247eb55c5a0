/// How many different things were seen: exactly up to a limit, by a sketch beyond it, and which of the two.
///
/// Like the sketch it turns into, the value depends on the set of what was inserted alone.
package struct DistinctCount: Hashable, Sendable {
    /// How it is counted.
    package struct Accuracy: Hashable, Sendable {
        /// The greatest number that is exact.
        package let exactLimit: Int
        /// Of the sketch beyond that; see ``HyperLogLog``.
        package let precision: Int

        package init(exactLimit: Int = 2048, precision: Int = 14) {
            self.exactLimit = exactLimit
            self.precision = precision
        }
    }

    package let accuracy: Accuracy
    private var form: Form

    private enum Form: Hashable, Sendable {
        /// Ascending.
        case exact([UInt64])
        case sketch(HyperLogLog)
    }

    package init(accuracy: Accuracy = Accuracy()) {
        self.accuracy = accuracy
        form = .exact([])
    }

    init(_ sketch: HyperLogLog, _ accuracy: Accuracy) {
        self.accuracy = accuracy
        form = .sketch(sketch)
    }

    /// What was counted, ascending; nil where a sketch stands for it.
    var items: [UInt64]? {
        switch form {
        case .exact(let items): items
        case .sketch: nil
        }
    }

    /// What stands for more than is kept exactly; nil where it is exact.
    var sketch: HyperLogLog? {
        switch form {
        case .exact: nil
        case .sketch(let sketch): sketch
        }
    }

    package var isExact: Bool {
        switch form {
        case .exact: true
        case .sketch: false
        }
    }

    /// How much memory it takes, about.
    package var byteCount: Int {
        switch form {
        case .exact(let items): items.count * 8
        case .sketch: 1 << accuracy.precision
        }
    }

    /// The number, rounded where it is an estimate.
    package var count: Int {
        switch form {
        case .exact(let items): items.count
        case .sketch(let sketch): Int(sketch.estimate.rounded())
        }
    }

    /// Counts something by 64 bits that stand for it. Ascending items are the fastest.
    package mutating func insert(_ item: UInt64) {
        switch form {
        case .exact(var items):
            if let last = items.last, last >= item {
                let place = Self.place(of: item, in: items)
                guard items[place] != item else { return }
                form = .exact([])
                items.insert(item, at: place)
            } else {
                form = .exact([])
                items.append(item)
            }
            keep(items)
        case .sketch(var sketch):
            form = .exact([])
            sketch.insert(item)
            form = .sketch(sketch)
        }
    }

    /// Counts many things that ascend, each once.
    package mutating func insert(ascending items: [UInt64]) {
        switch form {
        case .exact(let mine): keep(Self.merging(mine, items))
        case .sketch(var sketch):
            form = .exact([])
            sketch.insert(contentsOf: items)
            form = .sketch(sketch)
        }
    }

    /// Counts what another has counted too; both have the same accuracy.
    package mutating func merge(_ other: DistinctCount) {
        precondition(accuracy == other.accuracy, "counts of different accuracies do not merge")
        switch (form, other.form) {
        case (.exact(let mine), .exact(let theirs)): keep(Self.merging(mine, theirs))
        case (.exact(let mine), .sketch(var sketch)):
            sketch.insert(contentsOf: mine)
            form = .sketch(sketch)
        case (.sketch(var sketch), .exact(let theirs)):
            form = .exact([])
            sketch.insert(contentsOf: theirs)
            form = .sketch(sketch)
        case (.sketch(var sketch), .sketch(let theirs)):
            form = .exact([])
            sketch.merge(theirs)
            form = .sketch(sketch)
        }
    }

    private mutating func keep(_ items: [UInt64]) {
        guard items.count > accuracy.exactLimit else {
            form = .exact(items)
            return
        }
        var sketch = HyperLogLog(precision: accuracy.precision)
        sketch.insert(contentsOf: items)
        form = .sketch(sketch)
    }

    private static func place(of item: UInt64, in items: [UInt64]) -> Int {
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if items[middle] < item { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func merging(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        if left.isEmpty { return right }
        var result: [UInt64] = []
        result.reserveCapacity(left.count + right.count)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            let (mine, theirs) = (left[i], right[j])
            result.append(min(mine, theirs))
            if mine <= theirs { i += 1 }
            if theirs <= mine { j += 1 }
        }
        return result + left[i...] + right[j...]
    }
}

extension DistinctCount {
    /// Appends the count: its accuracy, its form, then ascending differences or the sketch.
    package func write(to writer: inout PackedWriter) {
        writer.count(accuracy.exactLimit)
        writer.byte(UInt8(accuracy.precision))
        switch form {
        case .exact(let items):
            writer.byte(0)
            writer.count(items.count)
            var previous: UInt64 = 0
            for item in items {
                writer.number(item - previous)
                previous = item
            }
        case .sketch(let sketch):
            writer.byte(1)
            sketch.write(to: &writer)
        }
    }

    /// Reads a count.
    ///
    /// - Throws: ``PackedError`` when the bytes are none that ``write(to:)`` writes.
    package init(from reader: inout PackedReader) throws(PackedError) {
        let limit = try reader.number()
        let precision = Int(try reader.byte())
        guard limit <= UInt64(Int32.max), HyperLogLog.precisions.contains(precision) else {
            throw .malformed("a count's accuracy")
        }
        accuracy = Accuracy(exactLimit: Int(limit), precision: precision)
        switch try reader.byte() {
        case 0:
            let count = try reader.count()
            var items: [UInt64] = []
            items.reserveCapacity(count)
            var last: UInt64 = 0
            for place in 0..<count {
                let (sum, overflow) = last.addingReportingOverflow(try reader.number())
                guard !overflow, place == 0 || last < sum else { throw .malformed("a count's item") }
                items.append(sum)
                last = sum
            }
            guard count <= accuracy.exactLimit else { throw .malformed("an exact count beyond its limit") }
            form = .exact(items)
        case 1:
            let sketch = try HyperLogLog(from: &reader)
            guard sketch.precision == precision else { throw .malformed("a count's sketch") }
            form = .sketch(sketch)
        default: throw .malformed("a count's form")
        }
    }
}
