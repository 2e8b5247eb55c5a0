import Logging
import ServiceContextModule
import Testing
import Tracing

@testable import MeshRuntime

@Suite("The tracer")
struct MeshTracerTests {
    struct Carrier: Extractor, Injector {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }

    @Test(
        "begins traces that differ, say that they are random, and are sampled by their share",
        arguments: [0.0, 0.25, 1.0])
    func begins(ratio: Double) {
        let tracer = MeshTracer(sampling: ratio, logger: Logger(label: "test"))
        let traces = (0..<4000).map { _ in tracer.serve(parents: [], states: []) }
        #expect(Set(traces.map(\.traceID)).count == 4000)
        #expect(traces.allSatisfy { $0.flags & TraceContext.randomFlag != 0 && $0.spanID != 0 && $0.parentSpanID == 0 })
        let sampled = Double(traces.count(where: \.isSampled)) / 4000
        #expect(abs(sampled - ratio) < 0.05, "\(sampled)")
    }

    @Test("leaves a caller's decision as it is")
    func follows() {
        let tracer = MeshTracer(sampling: 1, logger: Logger(label: "test"))
        let text = String(TraceContextTests.parent.dropLast()) + "0"
        #expect(!tracer.serve(parents: [text], states: []).isSampled)
        #expect(tracer.serve(parents: ["nonsense"], states: ["a=1"]).isSampled)
    }

    @Test("nests spans and writes those of sampled traces into the log")
    func spans() throws {
        let recorder = LogRecorder()
        let tracer = MeshTracer(sampling: 1, logger: recorder.logger(level: .debug))
        let outer = tracer.startSpan("outer", context: .topLevel)
        let inner = tracer.startSpan("inner", context: outer.context)
        inner.attributes["answer"] = 42
        inner.recordError(NoteBoard.Failure.unforeseen)
        inner.setStatus(SpanStatus(code: .error))
        inner.end()
        inner.end()
        outer.end()
        let lines = recorder.events
        #expect(lines.count == 2)
        let outerTrace = try #require(outer.context.trace)
        #expect(lines[0].metadata?["span.parent"]?.description == Hexadecimal.text(outerTrace.spanID))
        #expect(lines[0].metadata?["trace.id"]?.description == outerTrace.traceID.description)
        #expect(lines[0].metadata?["span.answer"] != nil)
        #expect(lines[0].metadata?["span.status"]?.description == "error")
        #expect(!inner.isRecording)
    }

    @Test("carries traces through any carrier")
    func carriers() throws {
        let tracer = MeshTracer(sampling: 0, logger: Logger(label: "test"))
        var context = ServiceContext.topLevel
        tracer.extract(
            ["traceparent": TraceContextTests.parent, "tracestate": "a=1"], into: &context, using: Carrier())
        var carrier: [String: String] = [:]
        tracer.inject(context, into: &carrier, using: Carrier())
        #expect(carrier["tracestate"] == "a=1")
        #expect(carrier["traceparent"]?.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-") == true)
        #expect(carrier["traceparent"] != TraceContextTests.parent)
    }
}
