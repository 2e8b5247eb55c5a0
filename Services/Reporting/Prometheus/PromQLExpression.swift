/// A query of the part of PromQL that is answered here.
indirect enum PromQLExpression: Hashable, Sendable {
    case number(Double)
    /// Series as they are, each point of its own window.
    case selector(SeriesSelector)
    /// A function of the series of a window.
    case reading(WindowFunction, SeriesSelector)
    case aggregate(Aggregation, PromQLExpression)
    case arithmetic(PromQLExpression, ArithmeticSign, PromQLExpression, PromQLPlace)
    case negated(PromQLExpression)

    /// What is read of a window.
    enum WindowFunction: String, Hashable, Sendable, CaseIterable {
        /// How many there were.
        case increase
        /// How many there were a second.
        case rate
        /// What it was on the whole.
        case average = "avg_over_time"
    }

    enum ArithmeticSign: String, Hashable, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
        case modulo = "%"
        case power = "^"
    }

    enum Aggregation: Hashable, Sendable {
        /// By some labels; over all, without.
        case sum(by: [Label])
        case top(Int)
        case bottom(Int)
    }

    /// A label's name where the query has it.
    struct Label: Hashable, Sendable {
        let name: String
        let place: PromQLPlace
    }
}
