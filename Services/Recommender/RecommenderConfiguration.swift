package import MeshRuntime
import RecommenderModels

/// What may be set for the recommender, and why each limit is what it is.
package struct RecommenderConfiguration: MeshConfiguration {
    package static let service = "recommender"
    package static let summary = "recommender: what somebody should see next."

    let signals: SignalSettings
    let catalog: CatalogSettings
    let serving: ServingSettings
    let training: TrainingSettings
    let experiments: ExperimentSettings
    let insights: InsightSettings

    package static let keys: [any AnyConfigurationKey] =
        SignalKeys.all + AudienceKeys.all + CatalogKeys.all + ServingKeys.all + TrainingKeys.all + ExperimentKeys.all
        + InsightKeys.all

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        do {
            let rules = try SignalKeys.rules(values)
            let counting = SignalKeys.counting(values)
            signals = SignalKeys.settings(values, counting)
            catalog = CatalogKeys.settings(values, counting)
            serving = try ServingKeys.settings(values, rules, counting, needsStock: catalog.needsStock)
            insights = InsightKeys.settings(values)
            training = try TrainingKeys.settings(values)
            experiments = ExperimentKeys.settings(values)
        } catch let error as ModelError {
            throw ConfigurationError(["\(error)"])
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError(["\(error)"])
        }
    }
}
