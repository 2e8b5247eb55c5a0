import MeshRuntime

/// Who may do what.
enum EventsAccess {
    /// Topics and their records hold what services tell each other, so they are for services and administrators.
    static let topics = Access.mesh(
        "catalog", "orders", "identity", "orchestrator", "reporting", "recommender", orRole: "admin")
    /// What is measured, and by which rules, is for who makes reports of it and for administrators.
    static let sites = Access.mesh("reporting", orRole: "admin")
    /// Services add the schemas of their own events.
    static let schemas = topics
    /// What administrators alone change.
    static let administration = Access.role("admin")
    /// What instances of this service do for each other.
    static let neighbours = Access.mesh(EventsConfiguration.service)
}
