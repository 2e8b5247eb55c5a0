extension [CodedEvent] {
    /// By visitor, then in the order in which a visitor's events are looked at; those that are the same stay in their order.
    ///
    /// Visitors are hashes, so many events are dealt out to as many heaps of a few visitors each, which are put in order one by one:
    /// heaps stay in the processor's cache.
    var ordered: [CodedEvent] {
        guard count > Self.fewest, let first else { return sorted(by: CodedEvent.isBefore) }
        if !zip(self, dropFirst()).contains(where: { CodedEvent.isBefore($1, $0) }) { return self }
        let (least, greatest) = reduce(into: (first.visitor, first.visitor)) { span, event in
            span = (Swift.min(span.0, event.visitor), Swift.max(span.1, event.visitor))
        }
        let heapBits = Int.bitWidth - (count / Self.heap).leadingZeroBitCount
        let shift = UInt64(Swift.max(0, UInt64.bitWidth - (greatest - least).leadingZeroBitCount - heapBits))
        func heap(_ event: CodedEvent) -> Int { Int(truncatingIfNeeded: (event.visitor - least) >> shift) }
        var begins = [Int](repeating: 0, count: (1 << heapBits) + 1)
        for event in self { begins[heap(event) + 1] += 1 }
        for place in begins.indices.dropFirst() { begins[place] += begins[place - 1] }
        var places = begins
        var dealt = self
        for event in self {
            let heap = heap(event)
            dealt[places[heap]] = event
            places[heap] += 1
        }
        unsafe dealt.withUnsafeMutableBufferPointer { dealt in
            for (begin, end) in zip(begins, begins.dropFirst()) where end - begin > 1 {
                var heap = unsafe UnsafeMutableBufferPointer(rebasing: dealt[begin..<end])
                unsafe heap.sort(by: CodedEvent.isBefore)
            }
        }
        return dealt
    }

    /// Events for which heaps are worth it.
    private static let fewest = 4096
    /// Events of a heap, about.
    private static let heap = 32
}
