import CoreMetrics

/// A histogram as swift-metrics calls it: a recorder, or a timer in seconds.
final class HistogramBridge: RecorderHandler, TimerHandler {
    private let histogram: HistogramInstrument

    init(_ histogram: HistogramInstrument) {
        self.histogram = histogram
    }

    func record(_ value: Int64) { histogram.record(Double(value)) }
    func record(_ value: Double) { histogram.record(value) }
    func recordNanoseconds(_ duration: Int64) { histogram.record(Double(duration) / 1e9) }
}
