/// The configuration of a service: which keys it has beside the common ones, and how it is read from them.
package protocol MeshConfiguration: Sendable {
    /// The service's name (`catalog`), as in the mesh's endpoint table and in SPIFFE ids.
    static var service: String { get }
    /// One line that `--help` begins with.
    static var summary: String { get }
    /// The keys beside those of ``CommonConfiguration``.
    static var keys: [any AnyConfigurationKey] { get }
    /// Parts of the configuration file that the service reads by itself, with what each means.
    static var sections: [String: String] { get }

    /// Reads the configuration.
    ///
    /// - Throws: What single keys cannot tell, as a contradiction between two of them.
    init(_ values: ConfigurationValues) throws(ConfigurationError)
}

extension MeshConfiguration {
    package static var sections: [String: String] { [:] }
}
