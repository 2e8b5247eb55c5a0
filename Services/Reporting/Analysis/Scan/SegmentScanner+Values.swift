extension SegmentScanner {
    /// Adds up what few events carry: revenue, and what they measured.
    mutating func scanEventValues() {
        if scan.needs.contains(.revenue) {
            let column = segment.revenue
            eachCounted(of: column.positions) { scanner, index, slot in
                scanner.slots.add(column.values[index], in: slot)
            }
        }
        if scan.needs.contains(.numbers) {
            let column = segment.numbers
            eachCounted(of: column.positions) { scanner, index, slot in
                scanner.slots.add(column.values[index], in: slot)
            }
        }
    }

    /// Adds up what visits tell by signals: how far they scrolled at most, how long they looked.
    mutating func scanVisitSignals() {
        if scan.needs.contains(.scroll) {
            eachVisit(of: segment.scrollDepths, combine: max) { sums, depth in
                sums.scrollDepth &+= Int64(depth)
                sums.scrolledCount &+= 1
            }
        }
        if scan.needs.contains(.engagement) {
            let wide = segment.engagement
            eachVisit(of: wide, combine: { UInt32(clamping: UInt64($0) + UInt64($1)) }) { sums, milliseconds in
                sums.engagement &+= Int64(milliseconds)
                sums.engagedCount &+= 1
            }
        }
    }

    private mutating func eachCounted(
        of positions: [UInt32], _ take: (inout SegmentScanner, _ index: Int, _ slot: Int) -> Void
    ) {
        var visit = 0
        for (index, position) in positions.enumerated() {
            while segment.firstEvents[visit + 1] <= position { visit += 1 }
            let event = Int(position)
            let time = isInside ? 0 : segment.times[event]
            guard visitMask?[visit] ?? true, eventMask?[event] ?? true, isInside || isInRange(time) else { continue }
            var numbers: [Int] = []
            eachGroup(of: event, in: visit, bucket: bucketKey(time)) { numbers.append($0) }
            for number in numbers { take(&self, index, slots.slot(number)) }
        }
    }

    /// For each visit that begins in the range and each of its groups: what the matching events there come to.
    private mutating func eachVisit<Value>(
        of column: SparseColumn<Value>, combine: (Value, Value) -> Value, add: (inout VisitSums, Value) -> Void
    ) {
        var visit = 0
        var found: [(number: Int, value: Value)] = []
        for (index, position) in column.positions.enumerated() {
            if segment.firstEvents[visit + 1] <= position {
                flush(&found, add)
                while segment.firstEvents[visit + 1] <= position { visit += 1 }
            }
            let event = Int(position)
            let start = isInside ? 0 : segment.starts[visit]
            guard visitMask?[visit] ?? true, eventMask?[event] ?? true, isInside || isInRange(start) else { continue }
            eachGroup(of: event, in: visit, bucket: bucketKey(start)) { number in
                if let place = found.firstIndex(where: { $0.number == number }) {
                    found[place].value = combine(found[place].value, column.values[index])
                } else {
                    found.append((number, column.values[index]))
                }
            }
        }
        flush(&found, add)
    }

    private mutating func flush<Value>(
        _ found: inout [(number: Int, value: Value)], _ add: (inout VisitSums, Value) -> Void
    ) {
        for (number, value) in found { slots.add({ add(&$0, value) }, in: slots.slot(number)) }
        found.removeAll(keepingCapacity: true)
    }
}
