import Glibc

/// Arithmetic and aggregation over series that are there; as Prometheus does it.
enum PromQLArithmetic {
    typealias Sign = PromQLExpression.ArithmeticSign

    /// Applies an operator.
    ///
    /// - Throws: ``PromQLError`` when two series of one side have the same labels once the metric's name is gone.
    static func apply(
        _ sign: Sign, _ left: PromQLValue, _ right: PromQLValue, at place: PromQLPlace
    ) throws(PromQLError) -> PromQLValue {
        switch (left, right) {
        case (.scalar(let left), .scalar(let right)):
            return .scalar(zip(left, right).map { value(sign, $0, $1) })
        case (.vector(let series), .scalar(let numbers)):
            return .vector(map(series) { value(sign, $1, numbers[$0]) })
        case (.scalar(let numbers), .vector(let series)):
            return .vector(map(series) { value(sign, numbers[$0], $1) })
        case (.vector(let left), .vector(let right)):
            let others = try byLabels(right, at: place)
            return .vector(
                try byLabels(left, at: place).sorted { $0.value.order < $1.value.order }.compactMap { labels, mine in
                    guard let other = others[labels] else { return nil }
                    let values = zip(mine.series.values, other.series.values).map { left, right in
                        left.flatMap { left in right.map { value(sign, left, $0) } }
                    }
                    return MetricSeries(labels: labels, values: values)
                })
        }
    }

    static func negate(_ operand: PromQLValue) -> PromQLValue {
        switch operand {
        case .scalar(let numbers): .scalar(numbers.map { -$0 })
        case .vector(let series): .vector(map(series) { -$1 })
        }
    }

    /// Adds series up by some of their labels.
    static func sum(_ series: [MetricSeries], by labels: [String]) -> [MetricSeries] {
        var order: [[String: String]] = []
        var sums: [[String: String]: [Double?]] = [:]
        for one in series {
            let kept = one.labels.filter { labels.contains($0.key) }
            if let sum = sums[kept] {
                sums[kept] = zip(sum, one.values).map { left, right in
                    left.map { $0 + (right ?? 0) } ?? right
                }
            } else {
                order.append(kept)
                sums[kept] = one.values
            }
        }
        return order.map { MetricSeries(labels: $0, values: sums[$0] ?? []) }
    }

    /// Keeps the greatest or the least at each moment; a series that is among them nowhere is gone.
    static func extremes(_ series: [MetricSeries], _ count: Int, isTop: Bool) -> [MetricSeries] {
        guard let moments = series.first?.values.count else { return [] }
        var kept = series.map { MetricSeries(labels: $0.labels, values: Array(repeating: nil, count: moments)) }
        for moment in 0..<moments {
            let ranked = series.indices.compactMap { place in
                series[place].values[moment].map { (place: place, value: $0) }
            }.sorted { left, right in
                // What is no number comes last.
                if left.value.isNaN || right.value.isNaN { return !left.value.isNaN && right.value.isNaN }
                return left.value == right.value
                    ? left.place < right.place : isTop ? left.value > right.value : left.value < right.value
            }
            for one in ranked.prefix(count) { kept[one.place].values[moment] = one.value }
        }
        let left = kept.filter { $0.values.contains { $0 != nil } }
        guard moments == 1 else { return left }
        return left.sorted { first, second in
            let (one, other) = (first.values[0] ?? .nan, second.values[0] ?? .nan)
            return isTop ? one > other : one < other
        }
    }

    private static func map(_ series: [MetricSeries], _ body: (Int, Double) -> Double) -> [MetricSeries] {
        series.map { one in
            var labels = one.labels
            // What was reckoned is no longer the metric.
            labels[PromQLParser.name] = nil
            return MetricSeries(
                labels: labels, values: one.values.enumerated().map { place, value in value.map { body(place, $0) } })
        }
    }

    private static func byLabels(
        _ series: [MetricSeries], at place: PromQLPlace
    ) throws(PromQLError) -> [[String: String]: (order: Int, series: MetricSeries)] {
        var found: [[String: String]: (order: Int, series: MetricSeries)] = [:]
        for (order, one) in series.enumerated() {
            var labels = one.labels
            labels[PromQLParser.name] = nil
            guard found.updateValue((order, one), forKey: labels) == nil else {
                throw .parse("two series of one side have the same labels", at: place)
            }
        }
        return found
    }

    private static func value(_ sign: Sign, _ left: Double, _ right: Double) -> Double {
        switch sign {
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .divided: left / right
        case .modulo: fmod(left, right)
        case .power: pow(left, right)
        }
    }
}
