import Hummingbird
import Logging

/// Hummingbird's basic context, made from either server's source.
struct BenchContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }

    init(source: MeshSource) {
        coreContext = .init(source: source)
    }
}

/// What our server gives to a context.
struct MeshSource: RequestContextSource {
    let logger: Logger
}
