package import CoreMetrics

/// The registry as the backend of swift-metrics.
///
/// Labels of swift-metrics name no unit except timers, which are seconds; a recorder that aggregates is a histogram of
/// plain numbers.
extension MetricsRegistry: MetricsFactory {
    /// Bounds for values of unknown size: three to a decade.
    private static let plainBounds: [Double] = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000,
    ]

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        CounterBridge(counter(label, labels: dimensions, help: Self.help(label)))
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        NumberBridge(fractions(label, labels: dimensions, help: Self.help(label)))
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        NumberBridge(gauge(label, labels: dimensions, help: Self.help(label)))
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate {
            HistogramBridge(histogram(label, bounds: Self.plainBounds, labels: dimensions, help: Self.help(label)))
        } else {
            NumberBridge(gauge(label, labels: dimensions, help: Self.help(label)))
        }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        HistogramBridge(
            histogram(
                label, unit: .seconds, bounds: HistogramInstrument.requestSeconds, labels: dimensions,
                help: Self.help(label)))
    }

    // Series are few and bounded, so they stay until the process ends, as Prometheus advises.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// swift-metrics carries no words, so the label itself must say what is measured.
    private static func help(_ label: String) -> String { "The measure \(label)." }
}
