import Logging
package import ServiceContextModule
import Synchronization
package import Tracing

/// A span that ends as one log line, when its trace is sampled.
package final class MeshSpan: Span {
    private struct State {
        var operationName: String
        var attributes: SpanAttributes = [:]
        var status: SpanStatus?
        var events: [String] = []
        var isEnded = false
    }

    /// More events than this say nothing that the first did not.
    private static let eventLimit = 32

    package let context: ServiceContext
    private let trace: TraceContext
    private let kind: SpanKind
    private let startedAt: UInt64
    private let logger: Logger
    private let state: Mutex<State>

    init(
        _ name: String, kind: SpanKind, context: ServiceContext, trace: TraceContext, startedAt: UInt64, logger: Logger
    ) {
        self.context = context
        self.trace = trace
        self.kind = kind
        self.startedAt = startedAt
        self.logger = logger
        state = Mutex(State(operationName: name))
    }

    package var isRecording: Bool { trace.isSampled && state.withLock { !$0.isEnded } }

    package var operationName: String {
        get { state.withLock { $0.operationName } }
        set { state.withLock { $0.operationName = newValue } }
    }

    package var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    package func setStatus(_ status: SpanStatus) {
        state.withLock { $0.status = status }
    }

    package func addEvent(_ event: SpanEvent) {
        note(event.name)
    }

    package func addLink(_ link: SpanLink) {
        guard let linked = link.context.trace else { return }
        note("link \(linked.traceID)")
    }

    package func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        note("error \(type(of: error))")
    }

    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        let ended = state.withLock { state -> State? in
            guard !state.isEnded else { return nil }
            state.isEnded = true
            return state
        }
        guard let ended, trace.isSampled, logger.logLevel <= .debug else { return }
        let end = instant().nanosecondsSinceEpoch
        var metadata: Logger.Metadata = [
            "trace.id": .string(trace.traceID.description), "span.id": .string(Hexadecimal.text(trace.spanID)),
            "span.name": .string(ended.operationName), "span.kind": .string("\(kind)"),
            "span.start": .stringConvertible(startedAt),
            "span.nanoseconds": .stringConvertible(end > startedAt ? end - startedAt : 0),
        ]
        if trace.parentSpanID != 0 { metadata["span.parent"] = .string(Hexadecimal.text(trace.parentSpanID)) }
        if let status = ended.status { metadata["span.status"] = .string("\(status.code)") }
        if !ended.events.isEmpty { metadata["span.events"] = .array(ended.events.map { .string($0) }) }
        ended.attributes.forEach { key, value in metadata["span.\(key)"] = .string("\(value)") }
        logger.debug("Span ended", metadata: metadata)
    }

    private func note(_ event: String) {
        state.withLock { state in
            if state.events.count < Self.eventLimit { state.events.append(event) }
        }
    }
}
