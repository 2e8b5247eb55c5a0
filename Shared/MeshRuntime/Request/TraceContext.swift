import HTTPTypes

/// The position of a request in a distributed trace (W3C Trace Context, level 2).
package struct TraceContext: Sendable, Equatable {
    /// 16 bytes, never all zero.
    package var traceID: TraceID
    /// The span of whoever called; zero at the start of a trace.
    package var parentSpanID: UInt64
    /// Our own span: the parent of what we call.
    package var spanID: UInt64
    /// Bit 0: sampled; bit 1: the trace id is random (level 2). Other bits are not passed on.
    package var flags: UInt8
    /// The vendors' state, passed on as it came; nil when there was none.
    package var state: String?

    /// A position, made up or read.
    package init(traceID: TraceID, parentSpanID: UInt64, spanID: UInt64, flags: UInt8, state: String? = nil) {
        self.traceID = traceID
        self.parentSpanID = parentSpanID
        self.spanID = spanID
        self.flags = flags
        self.state = state
    }

    package static let sampledFlag: UInt8 = 0x01
    package static let randomFlag: UInt8 = 0x02

    package var isSampled: Bool { flags & Self.sampledFlag != 0 }
}

/// A trace's id.
package struct TraceID: Sendable, Hashable, CustomStringConvertible {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package var isValid: Bool { high != 0 || low != 0 }

    /// 32 lower-case hexadecimal digits.
    package var description: String { Hexadecimal.text(high, low) }
}
