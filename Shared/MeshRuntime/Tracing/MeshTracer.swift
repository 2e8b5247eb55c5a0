package import Instrumentation
package import Logging
import ServiceContextModule
package import Tracing

/// Traces requests, and is the backend of swift-distributed-tracing: W3C Trace Context on the wire, finished spans of
/// sampled traces as log lines at the debug level.
package struct MeshTracer: Tracer {
    package typealias Span = MeshSpan

    let ids: TraceIDs
    private let sampler: TraceSampler
    let logger: Logger

    /// - Parameters:
    ///   - sampling: The share of traces begun here that are recorded, from 0 to 1.
    ///   - logger: Where finished spans go.
    package init(sampling: Double, logger: Logger) {
        var random = SystemRandomNumberGenerator()
        ids = TraceIDs(seededBy: &random)
        sampler = TraceSampler(ratio: sampling)
        self.logger = logger
    }

    /// The position of a request: within its caller's trace, or at the start of a new one.
    package func serve(parents: [String], states: [String]) -> TraceContext {
        if !parents.isEmpty, let trace = TraceContext(parents: parents, states: states, spanID: ids.span()) {
            return trace
        }
        return begin()
    }

    private func begin() -> TraceContext {
        let (id, span) = ids.trace()
        let flags = TraceContext.randomFlag | (sampler.samples(id) ? TraceContext.sampledFlag : 0)
        return TraceContext(traceID: id, parentSpanID: 0, spanID: span, flags: flags, state: nil)
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> MeshSpan {
        var context = context()
        var trace = context.trace ?? begin()
        if context.trace != nil {
            trace.parentSpanID = trace.spanID
            trace.spanID = ids.span()
        }
        context.trace = trace
        return MeshSpan(
            operationName, kind: kind, context: context, trace: trace, startedAt: instant().nanosecondsSinceEpoch,
            logger: logger)
    }

    package func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let parent = extractor.extract(key: "traceparent", from: carrier),
            let trace = TraceContext(
                parents: [parent], states: extractor.extract(key: "tracestate", from: carrier).map { [$0] } ?? [],
                spanID: ids.span())
        else { return }
        context.trace = trace
    }

    package func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(trace.traceparent, forKey: "traceparent", into: &carrier)
        if let state = trace.state { injector.inject(state, forKey: "tracestate", into: &carrier) }
    }

    package func forceFlush() {}
}
