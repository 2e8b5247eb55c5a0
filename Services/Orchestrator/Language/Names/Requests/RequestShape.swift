/// What a member of a request may be.
indirect enum RequestShape: Sendable {
    /// A text whose length, in units of UTF-16, lies between bounds.
    case text(ClosedRange<Int>, TextRule? = nil)
    /// The same of a text that messages must not repeat.
    case secret(ClosedRange<Int>)
    /// A text that messages must not repeat, of at most so many bytes.
    case payload(Int)
    case choice([String])
    case whole(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    case flag
    case list(RequestShape, ClosedRange<Int>)
    case structure([RequestMember])
}
