import MeshCore

/// How far visitors have come in a funnel, all of them side by side.
///
/// For each step of a visitor it keeps the latest first step from which a chain of steps has come there: of all chains, that one
/// has the most time left. An event serves as one step of a chain, so steps that are alike need as many events. Segments are taken
/// one after another, so what a visitor did has to come in the order of time: days, and then what is live.
struct FunnelCounting {
    private let definition: FunnelDefinition
    private let stepCount: Int
    private let window: Int64
    private var table = VisitorTable()
    /// For each visitor and step, when the latest chain to it began, in milliseconds since 1970; ``none`` without one.
    private var starts: [Int64] = []
    /// For each visitor, how many steps were taken at most.
    private var reached: [UInt8] = []
    /// For each visitor, the number of the breakdown's value.
    private var values: [UInt32] = []
    private var texts = Numbered<String>()

    private static let none = Int64.min

    init(_ definition: FunnelDefinition) {
        self.definition = definition
        stepCount = definition.steps.count
        window = definition.window.wholeMilliseconds
        _ = texts.number(of: Dimension.none)
    }

    /// By the breakdown's value, how many visitors came to each step.
    var groups: [String: [Int]] {
        var counts = Array(repeating: [Int](repeating: 0, count: stepCount), count: texts.all.count)
        for (visitor, reached) in reached.enumerated() {
            for step in 0..<Int(reached) { counts[Int(values[visitor])][step] += 1 }
        }
        return Dictionary(uniqueKeysWithValues: zip(texts.all, counts).filter { $0.1[0] > 0 })
    }

    /// Takes what the visitors of a segment did.
    mutating func take(_ segment: VisitSegment) {
        let marks = StepMarks(definition.steps, segment).ofEvents
        let hits = marks.enumerated().filter { $0.element != 0 || definition.order == .strict }
        take(hits.map { StepHit(event: $0.offset, marks: $0.element) }, of: segment, with: segment)
    }

    /// Takes events of a segment that can be steps.
    ///
    /// - Parameters:
    ///   - segment: It tells whose the events are.
    ///   - columns: The same with when events were, and the breakdown.
    mutating func take(_ hits: [StepHit], of segment: VisitSegment, with columns: VisitSegment) {
        let codes = definition.breakdown.map { numbers(of: $0, in: columns) }
        let base = segment.base.milliseconds
        let first = definition.range.lowerBound.milliseconds - base
        let end = definition.range.upperBound.milliseconds - base
        var visit = 0
        var known: (visitor: UInt64, number: Int)?
        for hit in hits {
            let event = hit.event
            let time = Int64(columns.times[event])
            guard columns.kinds[event] != EventKind.signal.rawValue, time >= first, time < end else { continue }
            while segment.firstEvents[visit + 1] <= event { visit += 1 }
            let visitor = segment.visitors[visit]
            let number: Int
            if let known, known.visitor == visitor {
                number = known.number
            } else {
                number = self.number(of: visitor)
                known = (visitor, number)
            }
            let wasOutside = reached[number] == 0
            take(hit.marks, of: number, at: base + time)
            if wasOutside, reached[number] > 0, let codes { values[number] = codes[visit] }
        }
    }

    private mutating func number(of visitor: UInt64) -> Int {
        let number = table.number(of: visitor)
        if number == reached.count {
            starts.append(contentsOf: repeatElement(Self.none, count: stepCount))
            reached.append(0)
            values.append(0)
        }
        return number
    }

    private mutating func take(_ steps: UInt16, of visitor: Int, at time: Int64) {
        let row = visitor * stepCount
        var rest = steps << UInt16(16 - stepCount)
        for step in (0..<stepCount).reversed() {
            let before = step == 0 ? time : starts[row + step - 1]
            let isStep = rest.leadingZeroBitCount == 0
            rest <<= 1
            if isStep, before != Self.none, time - before <= window {
                starts[row + step] = before
                reached[visitor] = max(reached[visitor], UInt8(step + 1))
            } else if definition.order == .strict {
                starts[row + step] = Self.none
            }
        }
    }

    /// The numbers of a dimension's values, one a visit.
    private mutating func numbers(of dimension: Dimension, in segment: VisitSegment) -> [UInt32] {
        guard let column = segment.column(of: dimension) else {
            return Array(repeating: 0, count: segment.visitCount)
        }
        let numbers = column.texts.map { texts.number(of: $0) }
        return column.codes.looked(up: numbers)
    }
}
