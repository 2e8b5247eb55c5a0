/// When a way out of a Choice state is taken.
enum ChoiceCriterion: Sendable {
    case rule(ChoiceRule)
    case condition(JSONataTemplate)
}
