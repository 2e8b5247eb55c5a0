import HTTPTypes
import Testing

@testable import MeshRuntime

@Suite("Trace context (W3C, level 2)")
struct TraceContextTests {
    static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test("continues a caller's trace under a span of its own")
    func continues() throws {
        let trace = try #require(TraceContext(parents: [Self.parent], states: ["a=1", "b@c=2"], spanID: 0xAB))
        #expect(trace.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(trace.parentSpanID == 0x00f0_67aa_0ba9_02b7)
        #expect(trace.isSampled)
        #expect(trace.state == "a=1,b@c=2")
        #expect(trace.traceparent == "00-4bf92f3577b34da6a3ce929d0e0e4736-00000000000000ab-01")
    }

    @Test(
        "passes on the sampled and the random flag, and no other",
        arguments: [("00", "00"), ("01", "01"), ("02", "02"), ("03", "03"), ("ff", "03"), ("08", "00")])
    func flags(given: String, passed: String) throws {
        let text = String(Self.parent.dropLast(2)) + given
        let trace = try #require(TraceContext(parents: [text], states: [], spanID: 1))
        #expect(trace.traceparent.hasSuffix("-\(passed)"))
    }

    @Test(
        "does not continue what is malformed",
        arguments: [
            "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
            "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
            " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
        ])
    func malformed(text: String) {
        #expect(TraceContext(parents: [text], states: [], spanID: 1) == nil)
    }

    @Test("does not choose between two parents")
    func twoParents() {
        #expect(TraceContext(parents: [Self.parent, Self.parent], states: [], spanID: 1) == nil)
    }

    @Test("reads a later version as far as it knows it")
    func laterVersion() throws {
        let text = "cc" + Self.parent.dropFirst(2) + "-what-comes"
        let trace = try #require(TraceContext(parents: [text], states: [], spanID: 1))
        #expect(trace.traceparent.hasPrefix("00-"))
    }

    @Test(
        "drops a state that may not be passed on",
        arguments: [
            "", "a", "=1", "A=1", "a=1,a=2", "a=1=2", "a=\u{7F}", String(repeating: "a", count: 600) + "=1",
            "a=1, ,?=1",
        ])
    func badStates(state: String) throws {
        let trace = try #require(TraceContext(parents: [Self.parent], states: [state], spanID: 1))
        #expect(trace.state == nil)
    }

    @Test("goes into the fields of what is called")
    func injects() throws {
        let trace = try #require(TraceContext(parents: [Self.parent], states: ["a=1"], spanID: 1))
        var fields: HTTPFields = [:]
        trace.inject(into: &fields)
        #expect(
            Dictionary(uniqueKeysWithValues: fields.map { ($0.name.canonicalName, $0.value) }) == [
                "traceparent": trace.traceparent, "tracestate": "a=1",
            ])
    }
}
