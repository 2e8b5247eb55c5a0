/// The endpoint that was chosen for a try.
struct Choice {
    var pool: EndpointPool
    /// Whether the try decides about the end of the endpoint's ejection.
    var isProbe: Bool
}
