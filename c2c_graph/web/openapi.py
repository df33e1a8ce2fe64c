"""stub"""
LINK = '</openapi.json>; rel="service-desc"; type="application/json"'
